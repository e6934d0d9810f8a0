from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.channel import Channel
from ...models.offline_responses_out import OfflineResponsesOut
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    pk: int,
    *,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    channel: Channel | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    json_after: None | str | Unset
    if isinstance(after, Unset):
        json_after = UNSET
    else:
        json_after = after
    params["after"] = json_after

    json_channel: None | str | Unset
    if isinstance(channel, Unset):
        json_channel = UNSET
    elif isinstance(channel, Channel):
        json_channel = channel.value
    else:
        json_channel = channel
    params["channel"] = json_channel

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/consultations/{pk}/offline-responses".format(
            pk=quote(str(pk), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OfflineResponsesOut | Problem | None:
    if response.status_code == 200:
        response_200 = OfflineResponsesOut.from_dict(response.json())

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
) -> Response[OfflineResponsesOut | Problem]:
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
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    channel: Channel | None | Unset = UNSET,
) -> Response[OfflineResponsesOut | Problem]:
    """Read what was entered for a consultation

     Read what was entered for a consultation.

    Args:
        pk (int):
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        channel (Channel | None | Unset): Only what came in this way.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OfflineResponsesOut | Problem]
    """

    kwargs = _get_kwargs(
        pk=pk,
        limit=limit,
        after=after,
        channel=channel,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    pk: int,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    channel: Channel | None | Unset = UNSET,
) -> OfflineResponsesOut | Problem | None:
    """Read what was entered for a consultation

     Read what was entered for a consultation.

    Args:
        pk (int):
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        channel (Channel | None | Unset): Only what came in this way.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OfflineResponsesOut | Problem
    """

    return sync_detailed(
        pk=pk,
        client=client,
        limit=limit,
        after=after,
        channel=channel,
    ).parsed


async def asyncio_detailed(
    pk: int,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    channel: Channel | None | Unset = UNSET,
) -> Response[OfflineResponsesOut | Problem]:
    """Read what was entered for a consultation

     Read what was entered for a consultation.

    Args:
        pk (int):
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        channel (Channel | None | Unset): Only what came in this way.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OfflineResponsesOut | Problem]
    """

    kwargs = _get_kwargs(
        pk=pk,
        limit=limit,
        after=after,
        channel=channel,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    pk: int,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    channel: Channel | None | Unset = UNSET,
) -> OfflineResponsesOut | Problem | None:
    """Read what was entered for a consultation

     Read what was entered for a consultation.

    Args:
        pk (int):
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        channel (Channel | None | Unset): Only what came in this way.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OfflineResponsesOut | Problem
    """

    return (
        await asyncio_detailed(
            pk=pk,
            client=client,
            limit=limit,
            after=after,
            channel=channel,
        )
    ).parsed
