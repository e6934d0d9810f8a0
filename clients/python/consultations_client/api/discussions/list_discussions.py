from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.commenting import Commenting
from ...models.discussions_out import DiscussionsOut
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
    parent: int | None | Unset = UNSET,
    state: Commenting | None | Unset = UNSET,
    locale: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    json_after: None | str | Unset
    if isinstance(after, Unset):
        json_after = UNSET
    else:
        json_after = after
    params["after"] = json_after

    json_parent: int | None | Unset
    if isinstance(parent, Unset):
        json_parent = UNSET
    else:
        json_parent = parent
    params["parent"] = json_parent

    json_state: None | str | Unset
    if isinstance(state, Unset):
        json_state = UNSET
    elif isinstance(state, Commenting):
        json_state = state.value
    else:
        json_state = state
    params["state"] = json_state

    json_locale: None | str | Unset
    if isinstance(locale, Unset):
        json_locale = UNSET
    else:
        json_locale = locale
    params["locale"] = json_locale

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/discussions",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DiscussionsOut | Problem | None:
    if response.status_code == 200:
        response_200 = DiscussionsOut.from_dict(response.json())

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

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

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
) -> Response[DiscussionsOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
    parent: int | None | Unset = UNSET,
    state: Commenting | None | Unset = UNSET,
    locale: None | str | Unset = UNSET,
) -> Response[DiscussionsOut | Problem]:
    """Read all discussions that you may read, the newest first

     Read all discussions that you may read, the newest first.

    Args:
        limit (int | Unset):  Default: 20.
        after (None | str | Unset): `next_cursor` of the page before, in the same order.
        parent (int | None | Unset): Only those directly below the page of this id.
        state (Commenting | None | Unset): Only those that are in this state now.
        locale (None | str | Unset): Only pages in this language, for example `en`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DiscussionsOut | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        parent=parent,
        state=state,
        locale=locale,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
    parent: int | None | Unset = UNSET,
    state: Commenting | None | Unset = UNSET,
    locale: None | str | Unset = UNSET,
) -> DiscussionsOut | Problem | None:
    """Read all discussions that you may read, the newest first

     Read all discussions that you may read, the newest first.

    Args:
        limit (int | Unset):  Default: 20.
        after (None | str | Unset): `next_cursor` of the page before, in the same order.
        parent (int | None | Unset): Only those directly below the page of this id.
        state (Commenting | None | Unset): Only those that are in this state now.
        locale (None | str | Unset): Only pages in this language, for example `en`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DiscussionsOut | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        after=after,
        parent=parent,
        state=state,
        locale=locale,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
    parent: int | None | Unset = UNSET,
    state: Commenting | None | Unset = UNSET,
    locale: None | str | Unset = UNSET,
) -> Response[DiscussionsOut | Problem]:
    """Read all discussions that you may read, the newest first

     Read all discussions that you may read, the newest first.

    Args:
        limit (int | Unset):  Default: 20.
        after (None | str | Unset): `next_cursor` of the page before, in the same order.
        parent (int | None | Unset): Only those directly below the page of this id.
        state (Commenting | None | Unset): Only those that are in this state now.
        locale (None | str | Unset): Only pages in this language, for example `en`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DiscussionsOut | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        parent=parent,
        state=state,
        locale=locale,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
    parent: int | None | Unset = UNSET,
    state: Commenting | None | Unset = UNSET,
    locale: None | str | Unset = UNSET,
) -> DiscussionsOut | Problem | None:
    """Read all discussions that you may read, the newest first

     Read all discussions that you may read, the newest first.

    Args:
        limit (int | Unset):  Default: 20.
        after (None | str | Unset): `next_cursor` of the page before, in the same order.
        parent (int | None | Unset): Only those directly below the page of this id.
        state (Commenting | None | Unset): Only those that are in this state now.
        locale (None | str | Unset): Only pages in this language, for example `en`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DiscussionsOut | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            after=after,
            parent=parent,
            state=state,
            locale=locale,
        )
    ).parsed
