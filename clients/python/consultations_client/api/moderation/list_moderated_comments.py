from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_moderated_comments_state_type_0 import (
    ListModeratedCommentsStateType0,
)
from ...models.list_moderated_comments_state_type_1 import (
    ListModeratedCommentsStateType1,
)
from ...models.moderated_comments_out import ModeratedCommentsOut
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    state: ListModeratedCommentsStateType0
    | ListModeratedCommentsStateType1
    | None
    | Unset = UNSET,
    reported: bool | None | Unset = UNSET,
    discussion: int | None | Unset = UNSET,
    parent: int | None | Unset = UNSET,
    q: str | Unset = "",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    json_after: None | str | Unset
    if isinstance(after, Unset):
        json_after = UNSET
    else:
        json_after = after
    params["after"] = json_after

    json_state: None | str | Unset
    if isinstance(state, Unset):
        json_state = UNSET
    elif isinstance(state, ListModeratedCommentsStateType0) or isinstance(
        state, ListModeratedCommentsStateType1
    ):
        json_state = state.value
    else:
        json_state = state
    params["state"] = json_state

    json_reported: bool | None | Unset
    if isinstance(reported, Unset):
        json_reported = UNSET
    else:
        json_reported = reported
    params["reported"] = json_reported

    json_discussion: int | None | Unset
    if isinstance(discussion, Unset):
        json_discussion = UNSET
    else:
        json_discussion = discussion
    params["discussion"] = json_discussion

    json_parent: int | None | Unset
    if isinstance(parent, Unset):
        json_parent = UNSET
    else:
        json_parent = parent
    params["parent"] = json_parent

    params["q"] = q

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/moderation/comments",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ModeratedCommentsOut | Problem | None:
    if response.status_code == 200:
        response_200 = ModeratedCommentsOut.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 405:
        response_405 = Problem.from_dict(response.json())

        return response_405

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ModeratedCommentsOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    state: ListModeratedCommentsStateType0
    | ListModeratedCommentsStateType1
    | None
    | Unset = UNSET,
    reported: bool | None | Unset = UNSET,
    discussion: int | None | Unset = UNSET,
    parent: int | None | Unset = UNSET,
    q: str | Unset = "",
) -> Response[ModeratedCommentsOut | Problem]:
    """Find comments of every state

     Find comments of every state.

    Args:
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        state (ListModeratedCommentsStateType0 | ListModeratedCommentsStateType1 | None | Unset):
            A state; `waiting`: held, or an edit held; `edit_held`.
        reported (bool | None | Unset): Only with an open report, or only without.
        discussion (int | None | Unset): Only of this discussion.
        parent (int | None | Unset): Only of the discussions directly below this page, mostly a
            consultation.
        q (str | Unset): Words in the text or author's name. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ModeratedCommentsOut | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        state=state,
        reported=reported,
        discussion=discussion,
        parent=parent,
        q=q,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    state: ListModeratedCommentsStateType0
    | ListModeratedCommentsStateType1
    | None
    | Unset = UNSET,
    reported: bool | None | Unset = UNSET,
    discussion: int | None | Unset = UNSET,
    parent: int | None | Unset = UNSET,
    q: str | Unset = "",
) -> ModeratedCommentsOut | Problem | None:
    """Find comments of every state

     Find comments of every state.

    Args:
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        state (ListModeratedCommentsStateType0 | ListModeratedCommentsStateType1 | None | Unset):
            A state; `waiting`: held, or an edit held; `edit_held`.
        reported (bool | None | Unset): Only with an open report, or only without.
        discussion (int | None | Unset): Only of this discussion.
        parent (int | None | Unset): Only of the discussions directly below this page, mostly a
            consultation.
        q (str | Unset): Words in the text or author's name. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ModeratedCommentsOut | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        after=after,
        state=state,
        reported=reported,
        discussion=discussion,
        parent=parent,
        q=q,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    state: ListModeratedCommentsStateType0
    | ListModeratedCommentsStateType1
    | None
    | Unset = UNSET,
    reported: bool | None | Unset = UNSET,
    discussion: int | None | Unset = UNSET,
    parent: int | None | Unset = UNSET,
    q: str | Unset = "",
) -> Response[ModeratedCommentsOut | Problem]:
    """Find comments of every state

     Find comments of every state.

    Args:
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        state (ListModeratedCommentsStateType0 | ListModeratedCommentsStateType1 | None | Unset):
            A state; `waiting`: held, or an edit held; `edit_held`.
        reported (bool | None | Unset): Only with an open report, or only without.
        discussion (int | None | Unset): Only of this discussion.
        parent (int | None | Unset): Only of the discussions directly below this page, mostly a
            consultation.
        q (str | Unset): Words in the text or author's name. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ModeratedCommentsOut | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        state=state,
        reported=reported,
        discussion=discussion,
        parent=parent,
        q=q,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    state: ListModeratedCommentsStateType0
    | ListModeratedCommentsStateType1
    | None
    | Unset = UNSET,
    reported: bool | None | Unset = UNSET,
    discussion: int | None | Unset = UNSET,
    parent: int | None | Unset = UNSET,
    q: str | Unset = "",
) -> ModeratedCommentsOut | Problem | None:
    """Find comments of every state

     Find comments of every state.

    Args:
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        state (ListModeratedCommentsStateType0 | ListModeratedCommentsStateType1 | None | Unset):
            A state; `waiting`: held, or an edit held; `edit_held`.
        reported (bool | None | Unset): Only with an open report, or only without.
        discussion (int | None | Unset): Only of this discussion.
        parent (int | None | Unset): Only of the discussions directly below this page, mostly a
            consultation.
        q (str | Unset): Words in the text or author's name. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ModeratedCommentsOut | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            after=after,
            state=state,
            reported=reported,
            discussion=discussion,
            parent=parent,
            q=q,
        )
    ).parsed
