from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.get_moderation_figures_days import GetModerationFiguresDays
from ...models.moderation_figures_out import ModerationFiguresOut
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    days: GetModerationFiguresDays | Unset = GetModerationFiguresDays.VALUE_1,
    parent: int | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_days: str | Unset = UNSET
    if not isinstance(days, Unset):
        json_days = days.value

    params["days"] = json_days

    json_parent: int | None | Unset
    if isinstance(parent, Unset):
        json_parent = UNSET
    else:
        json_parent = parent
    params["parent"] = json_parent

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/moderation/figures",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ModerationFiguresOut | Problem | None:
    if response.status_code == 200:
        response_200 = ModerationFiguresOut.from_dict(response.json())

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
) -> Response[ModerationFiguresOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    days: GetModerationFiguresDays | Unset = GetModerationFiguresDays.VALUE_1,
    parent: int | None | Unset = UNSET,
) -> Response[ModerationFiguresOut | Problem]:
    """Read how much waits, how long decisions take, and how reports and appeals end

     Read how much waits, how long decisions take, and how reports and appeals end.

    Args:
        days (GetModerationFiguresDays | Unset): Whole days, today included. Default:
            GetModerationFiguresDays.VALUE_1.
        parent (int | None | Unset): Only the discussions directly below this page, mostly a
            consultation.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ModerationFiguresOut | Problem]
    """

    kwargs = _get_kwargs(
        days=days,
        parent=parent,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    days: GetModerationFiguresDays | Unset = GetModerationFiguresDays.VALUE_1,
    parent: int | None | Unset = UNSET,
) -> ModerationFiguresOut | Problem | None:
    """Read how much waits, how long decisions take, and how reports and appeals end

     Read how much waits, how long decisions take, and how reports and appeals end.

    Args:
        days (GetModerationFiguresDays | Unset): Whole days, today included. Default:
            GetModerationFiguresDays.VALUE_1.
        parent (int | None | Unset): Only the discussions directly below this page, mostly a
            consultation.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ModerationFiguresOut | Problem
    """

    return sync_detailed(
        client=client,
        days=days,
        parent=parent,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    days: GetModerationFiguresDays | Unset = GetModerationFiguresDays.VALUE_1,
    parent: int | None | Unset = UNSET,
) -> Response[ModerationFiguresOut | Problem]:
    """Read how much waits, how long decisions take, and how reports and appeals end

     Read how much waits, how long decisions take, and how reports and appeals end.

    Args:
        days (GetModerationFiguresDays | Unset): Whole days, today included. Default:
            GetModerationFiguresDays.VALUE_1.
        parent (int | None | Unset): Only the discussions directly below this page, mostly a
            consultation.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ModerationFiguresOut | Problem]
    """

    kwargs = _get_kwargs(
        days=days,
        parent=parent,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    days: GetModerationFiguresDays | Unset = GetModerationFiguresDays.VALUE_1,
    parent: int | None | Unset = UNSET,
) -> ModerationFiguresOut | Problem | None:
    """Read how much waits, how long decisions take, and how reports and appeals end

     Read how much waits, how long decisions take, and how reports and appeals end.

    Args:
        days (GetModerationFiguresDays | Unset): Whole days, today included. Default:
            GetModerationFiguresDays.VALUE_1.
        parent (int | None | Unset): Only the discussions directly below this page, mostly a
            consultation.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ModerationFiguresOut | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            days=days,
            parent=parent,
        )
    ).parsed
