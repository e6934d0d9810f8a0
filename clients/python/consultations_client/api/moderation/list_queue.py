from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_queue_urgency_type_0 import ListQueueUrgencyType0
from ...models.problem import Problem
from ...models.queue_out import QueueOut
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    urgency: ListQueueUrgencyType0 | None | Unset = UNSET,
    discussion: int | None | Unset = UNSET,
    parent: int | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    json_after: None | str | Unset
    if isinstance(after, Unset):
        json_after = UNSET
    else:
        json_after = after
    params["after"] = json_after

    json_urgency: None | str | Unset
    if isinstance(urgency, Unset):
        json_urgency = UNSET
    elif isinstance(urgency, ListQueueUrgencyType0):
        json_urgency = urgency.value
    else:
        json_urgency = urgency
    params["urgency"] = json_urgency

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

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/moderation/queue",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | QueueOut | None:
    if response.status_code == 200:
        response_200 = QueueOut.from_dict(response.json())

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
) -> Response[Problem | QueueOut]:
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
    urgency: ListQueueUrgencyType0 | None | Unset = UNSET,
    discussion: int | None | Unset = UNSET,
    parent: int | None | Unset = UNSET,
) -> Response[Problem | QueueOut]:
    """Read what waits for a moderator. Reading claims nothing

     Read what waits for a moderator. Reading claims nothing.

    Args:
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        urgency (ListQueueUrgencyType0 | None | Unset): Only what waits for this reason.
        discussion (int | None | Unset): Only of this discussion.
        parent (int | None | Unset): Only of the discussions directly below this page, mostly a
            consultation.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | QueueOut]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        urgency=urgency,
        discussion=discussion,
        parent=parent,
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
    urgency: ListQueueUrgencyType0 | None | Unset = UNSET,
    discussion: int | None | Unset = UNSET,
    parent: int | None | Unset = UNSET,
) -> Problem | QueueOut | None:
    """Read what waits for a moderator. Reading claims nothing

     Read what waits for a moderator. Reading claims nothing.

    Args:
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        urgency (ListQueueUrgencyType0 | None | Unset): Only what waits for this reason.
        discussion (int | None | Unset): Only of this discussion.
        parent (int | None | Unset): Only of the discussions directly below this page, mostly a
            consultation.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | QueueOut
    """

    return sync_detailed(
        client=client,
        limit=limit,
        after=after,
        urgency=urgency,
        discussion=discussion,
        parent=parent,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    urgency: ListQueueUrgencyType0 | None | Unset = UNSET,
    discussion: int | None | Unset = UNSET,
    parent: int | None | Unset = UNSET,
) -> Response[Problem | QueueOut]:
    """Read what waits for a moderator. Reading claims nothing

     Read what waits for a moderator. Reading claims nothing.

    Args:
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        urgency (ListQueueUrgencyType0 | None | Unset): Only what waits for this reason.
        discussion (int | None | Unset): Only of this discussion.
        parent (int | None | Unset): Only of the discussions directly below this page, mostly a
            consultation.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | QueueOut]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        urgency=urgency,
        discussion=discussion,
        parent=parent,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    urgency: ListQueueUrgencyType0 | None | Unset = UNSET,
    discussion: int | None | Unset = UNSET,
    parent: int | None | Unset = UNSET,
) -> Problem | QueueOut | None:
    """Read what waits for a moderator. Reading claims nothing

     Read what waits for a moderator. Reading claims nothing.

    Args:
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        urgency (ListQueueUrgencyType0 | None | Unset): Only what waits for this reason.
        discussion (int | None | Unset): Only of this discussion.
        parent (int | None | Unset): Only of the discussions directly below this page, mostly a
            consultation.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | QueueOut
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            after=after,
            urgency=urgency,
            discussion=discussion,
            parent=parent,
        )
    ).parsed
