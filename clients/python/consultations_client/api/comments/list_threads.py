from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_threads_order import ListThreadsOrder
from ...models.problem import Problem
from ...models.threads_out import ThreadsOut
from ...types import UNSET, Response, Unset


def _get_kwargs(
    pk: int,
    *,
    order: ListThreadsOrder | Unset = ListThreadsOrder.NEWEST,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
    pinned_first: bool | Unset = True,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order.value

    params["order"] = json_order

    params["limit"] = limit

    json_after: None | str | Unset
    if isinstance(after, Unset):
        json_after = UNSET
    else:
        json_after = after
    params["after"] = json_after

    params["pinned_first"] = pinned_first

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/discussions/{pk}/comments".format(
            pk=quote(str(pk), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | ThreadsOut | None:
    if response.status_code == 200:
        response_200 = ThreadsOut.from_dict(response.json())

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
) -> Response[Problem | ThreadsOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    pk: int,
    *,
    client: AuthenticatedClient,
    order: ListThreadsOrder | Unset = ListThreadsOrder.NEWEST,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
    pinned_first: bool | Unset = True,
) -> Response[Problem | ThreadsOut]:
    """Read a discussion's threads, each with its first three replies

     Read a discussion's threads, each with its first three replies.

    Args:
        pk (int):
        order (ListThreadsOrder | Unset): Orders in which threads are listed. Default:
            ListThreadsOrder.NEWEST.
        limit (int | Unset):  Default: 20.
        after (None | str | Unset): `next_cursor` of the page before, in the same order.
        pinned_first (bool | Unset): Show what moderators pinned above the first page's threads.
            Default: True.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ThreadsOut]
    """

    kwargs = _get_kwargs(
        pk=pk,
        order=order,
        limit=limit,
        after=after,
        pinned_first=pinned_first,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    pk: int,
    *,
    client: AuthenticatedClient,
    order: ListThreadsOrder | Unset = ListThreadsOrder.NEWEST,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
    pinned_first: bool | Unset = True,
) -> Problem | ThreadsOut | None:
    """Read a discussion's threads, each with its first three replies

     Read a discussion's threads, each with its first three replies.

    Args:
        pk (int):
        order (ListThreadsOrder | Unset): Orders in which threads are listed. Default:
            ListThreadsOrder.NEWEST.
        limit (int | Unset):  Default: 20.
        after (None | str | Unset): `next_cursor` of the page before, in the same order.
        pinned_first (bool | Unset): Show what moderators pinned above the first page's threads.
            Default: True.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ThreadsOut
    """

    return sync_detailed(
        pk=pk,
        client=client,
        order=order,
        limit=limit,
        after=after,
        pinned_first=pinned_first,
    ).parsed


async def asyncio_detailed(
    pk: int,
    *,
    client: AuthenticatedClient,
    order: ListThreadsOrder | Unset = ListThreadsOrder.NEWEST,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
    pinned_first: bool | Unset = True,
) -> Response[Problem | ThreadsOut]:
    """Read a discussion's threads, each with its first three replies

     Read a discussion's threads, each with its first three replies.

    Args:
        pk (int):
        order (ListThreadsOrder | Unset): Orders in which threads are listed. Default:
            ListThreadsOrder.NEWEST.
        limit (int | Unset):  Default: 20.
        after (None | str | Unset): `next_cursor` of the page before, in the same order.
        pinned_first (bool | Unset): Show what moderators pinned above the first page's threads.
            Default: True.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ThreadsOut]
    """

    kwargs = _get_kwargs(
        pk=pk,
        order=order,
        limit=limit,
        after=after,
        pinned_first=pinned_first,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    pk: int,
    *,
    client: AuthenticatedClient,
    order: ListThreadsOrder | Unset = ListThreadsOrder.NEWEST,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
    pinned_first: bool | Unset = True,
) -> Problem | ThreadsOut | None:
    """Read a discussion's threads, each with its first three replies

     Read a discussion's threads, each with its first three replies.

    Args:
        pk (int):
        order (ListThreadsOrder | Unset): Orders in which threads are listed. Default:
            ListThreadsOrder.NEWEST.
        limit (int | Unset):  Default: 20.
        after (None | str | Unset): `next_cursor` of the page before, in the same order.
        pinned_first (bool | Unset): Show what moderators pinned above the first page's threads.
            Default: True.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ThreadsOut
    """

    return (
        await asyncio_detailed(
            pk=pk,
            client=client,
            order=order,
            limit=limit,
            after=after,
            pinned_first=pinned_first,
        )
    ).parsed
