from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.moderated_comment_out import ModeratedCommentOut
from ...models.problem import Problem
from ...models.resolution_in import ResolutionIn
from ...types import UNSET, Response, Unset


def _get_kwargs(
    pk: int,
    *,
    body: ResolutionIn,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/moderation/comments/{pk}/escalation/resolution".format(
            pk=quote(str(pk), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ModeratedCommentOut | Problem | None:
    if response.status_code == 200:
        response_200 = ModeratedCommentOut.from_dict(response.json())

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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

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
) -> Response[ModeratedCommentOut | Problem]:
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
    body: ResolutionIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[ModeratedCommentOut | Problem]:
    """Say that the worry about a comment was followed up, and how

     Say that the worry about a comment was followed up, and how.

    Args:
        pk (int):
        idempotency_key (str | Unset):
        body (ResolutionIn): What was done about a worry.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ModeratedCommentOut | Problem]
    """

    kwargs = _get_kwargs(
        pk=pk,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    pk: int,
    *,
    client: AuthenticatedClient,
    body: ResolutionIn,
    idempotency_key: str | Unset = UNSET,
) -> ModeratedCommentOut | Problem | None:
    """Say that the worry about a comment was followed up, and how

     Say that the worry about a comment was followed up, and how.

    Args:
        pk (int):
        idempotency_key (str | Unset):
        body (ResolutionIn): What was done about a worry.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ModeratedCommentOut | Problem
    """

    return sync_detailed(
        pk=pk,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    pk: int,
    *,
    client: AuthenticatedClient,
    body: ResolutionIn,
    idempotency_key: str | Unset = UNSET,
) -> Response[ModeratedCommentOut | Problem]:
    """Say that the worry about a comment was followed up, and how

     Say that the worry about a comment was followed up, and how.

    Args:
        pk (int):
        idempotency_key (str | Unset):
        body (ResolutionIn): What was done about a worry.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ModeratedCommentOut | Problem]
    """

    kwargs = _get_kwargs(
        pk=pk,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    pk: int,
    *,
    client: AuthenticatedClient,
    body: ResolutionIn,
    idempotency_key: str | Unset = UNSET,
) -> ModeratedCommentOut | Problem | None:
    """Say that the worry about a comment was followed up, and how

     Say that the worry about a comment was followed up, and how.

    Args:
        pk (int):
        idempotency_key (str | Unset):
        body (ResolutionIn): What was done about a worry.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ModeratedCommentOut | Problem
    """

    return (
        await asyncio_detailed(
            pk=pk,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
