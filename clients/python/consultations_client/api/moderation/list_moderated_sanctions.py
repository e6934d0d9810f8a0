from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.sanction_kind import SanctionKind
from ...models.sanctions_out import SanctionsOut
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    kind: None | SanctionKind | Unset = UNSET,
    in_force: bool | None | Unset = UNSET,
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

    json_kind: None | str | Unset
    if isinstance(kind, Unset):
        json_kind = UNSET
    elif isinstance(kind, SanctionKind):
        json_kind = kind.value
    else:
        json_kind = kind
    params["kind"] = json_kind

    json_in_force: bool | None | Unset
    if isinstance(in_force, Unset):
        json_in_force = UNSET
    else:
        json_in_force = in_force
    params["in_force"] = json_in_force

    params["q"] = q

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/moderation/sanctions",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SanctionsOut | None:
    if response.status_code == 200:
        response_200 = SanctionsOut.from_dict(response.json())

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
) -> Response[Problem | SanctionsOut]:
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
    kind: None | SanctionKind | Unset = UNSET,
    in_force: bool | None | Unset = UNSET,
    q: str | Unset = "",
) -> Response[Problem | SanctionsOut]:
    """Find sanctions, past ones too

     Find sanctions, past ones too.

    Args:
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        kind (None | SanctionKind | Unset): Only this rung of the ladder.
        in_force (bool | None | Unset): Only what holds now, or only what is over, lifted or a
            warning.
        q (str | Unset): Words in the rule or member's name. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SanctionsOut]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        kind=kind,
        in_force=in_force,
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
    kind: None | SanctionKind | Unset = UNSET,
    in_force: bool | None | Unset = UNSET,
    q: str | Unset = "",
) -> Problem | SanctionsOut | None:
    """Find sanctions, past ones too

     Find sanctions, past ones too.

    Args:
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        kind (None | SanctionKind | Unset): Only this rung of the ladder.
        in_force (bool | None | Unset): Only what holds now, or only what is over, lifted or a
            warning.
        q (str | Unset): Words in the rule or member's name. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SanctionsOut
    """

    return sync_detailed(
        client=client,
        limit=limit,
        after=after,
        kind=kind,
        in_force=in_force,
        q=q,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    kind: None | SanctionKind | Unset = UNSET,
    in_force: bool | None | Unset = UNSET,
    q: str | Unset = "",
) -> Response[Problem | SanctionsOut]:
    """Find sanctions, past ones too

     Find sanctions, past ones too.

    Args:
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        kind (None | SanctionKind | Unset): Only this rung of the ladder.
        in_force (bool | None | Unset): Only what holds now, or only what is over, lifted or a
            warning.
        q (str | Unset): Words in the rule or member's name. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SanctionsOut]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        kind=kind,
        in_force=in_force,
        q=q,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 25,
    after: None | str | Unset = UNSET,
    kind: None | SanctionKind | Unset = UNSET,
    in_force: bool | None | Unset = UNSET,
    q: str | Unset = "",
) -> Problem | SanctionsOut | None:
    """Find sanctions, past ones too

     Find sanctions, past ones too.

    Args:
        limit (int | Unset): How many at most. Default: 25.
        after (None | str | Unset): `next_cursor` of the page before, of the same list.
        kind (None | SanctionKind | Unset): Only this rung of the ladder.
        in_force (bool | None | Unset): Only what holds now, or only what is over, lifted or a
            warning.
        q (str | Unset): Words in the rule or member's name. Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SanctionsOut
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            after=after,
            kind=kind,
            in_force=in_force,
            q=q,
        )
    ).parsed
