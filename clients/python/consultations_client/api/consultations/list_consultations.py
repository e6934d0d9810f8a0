import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.consultations_out import ConsultationsOut
from ...models.list_consultations_consultation_order import (
    ListConsultationsConsultationOrder,
)
from ...models.problem import Problem
from ...models.status import Status
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
    order: ListConsultationsConsultationOrder
    | Unset = ListConsultationsConsultationOrder.VALUE_1,
    status: None | Status | Unset = UNSET,
    topic: None | str | Unset = UNSET,
    closing_before: datetime.datetime | None | Unset = UNSET,
    updated_since: datetime.datetime | None | Unset = UNSET,
    search: None | str | Unset = UNSET,
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

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order.value

    params["order"] = json_order

    json_status: None | str | Unset
    if isinstance(status, Unset):
        json_status = UNSET
    elif isinstance(status, Status):
        json_status = status.value
    else:
        json_status = status
    params["status"] = json_status

    json_topic: None | str | Unset
    if isinstance(topic, Unset):
        json_topic = UNSET
    else:
        json_topic = topic
    params["topic"] = json_topic

    json_closing_before: None | str | Unset
    if isinstance(closing_before, Unset):
        json_closing_before = UNSET
    elif isinstance(closing_before, datetime.datetime):
        json_closing_before = closing_before.isoformat()
    else:
        json_closing_before = closing_before
    params["closing_before"] = json_closing_before

    json_updated_since: None | str | Unset
    if isinstance(updated_since, Unset):
        json_updated_since = UNSET
    elif isinstance(updated_since, datetime.datetime):
        json_updated_since = updated_since.isoformat()
    else:
        json_updated_since = updated_since
    params["updated_since"] = json_updated_since

    json_search: None | str | Unset
    if isinstance(search, Unset):
        json_search = UNSET
    else:
        json_search = search
    params["search"] = json_search

    json_locale: None | str | Unset
    if isinstance(locale, Unset):
        json_locale = UNSET
    else:
        json_locale = locale
    params["locale"] = json_locale

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/consultations",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ConsultationsOut | Problem | None:
    if response.status_code == 200:
        response_200 = ConsultationsOut.from_dict(response.json())

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
) -> Response[ConsultationsOut | Problem]:
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
    order: ListConsultationsConsultationOrder
    | Unset = ListConsultationsConsultationOrder.VALUE_1,
    status: None | Status | Unset = UNSET,
    topic: None | str | Unset = UNSET,
    closing_before: datetime.datetime | None | Unset = UNSET,
    updated_since: datetime.datetime | None | Unset = UNSET,
    search: None | str | Unset = UNSET,
    locale: None | str | Unset = UNSET,
) -> Response[ConsultationsOut | Problem]:
    """Read all consultations that you may read

     Read all consultations that you may read.

    Args:
        limit (int | Unset):  Default: 20.
        after (None | str | Unset): `next_cursor` of the page before, in the same order.
        order (ListConsultationsConsultationOrder | Unset): How consultations are sorted. What has
            no such date comes last. Default: ListConsultationsConsultationOrder.VALUE_1.
        status (None | Status | Unset): Only those that have this status now.
        topic (None | str | Unset): Only those about the topic of this slug, or about any of
            several, with commas between them (20 at most).
        closing_before (datetime.datetime | None | Unset): Only those in which people can take
            part now or later, and no longer at this instant.
        updated_since (datetime.datetime | None | Unset): Only those whose page was published at
            this instant or later.
        search (None | str | Unset): Only those in which these words are found.
        locale (None | str | Unset): Only pages in this language, for example `en`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConsultationsOut | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        order=order,
        status=status,
        topic=topic,
        closing_before=closing_before,
        updated_since=updated_since,
        search=search,
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
    order: ListConsultationsConsultationOrder
    | Unset = ListConsultationsConsultationOrder.VALUE_1,
    status: None | Status | Unset = UNSET,
    topic: None | str | Unset = UNSET,
    closing_before: datetime.datetime | None | Unset = UNSET,
    updated_since: datetime.datetime | None | Unset = UNSET,
    search: None | str | Unset = UNSET,
    locale: None | str | Unset = UNSET,
) -> ConsultationsOut | Problem | None:
    """Read all consultations that you may read

     Read all consultations that you may read.

    Args:
        limit (int | Unset):  Default: 20.
        after (None | str | Unset): `next_cursor` of the page before, in the same order.
        order (ListConsultationsConsultationOrder | Unset): How consultations are sorted. What has
            no such date comes last. Default: ListConsultationsConsultationOrder.VALUE_1.
        status (None | Status | Unset): Only those that have this status now.
        topic (None | str | Unset): Only those about the topic of this slug, or about any of
            several, with commas between them (20 at most).
        closing_before (datetime.datetime | None | Unset): Only those in which people can take
            part now or later, and no longer at this instant.
        updated_since (datetime.datetime | None | Unset): Only those whose page was published at
            this instant or later.
        search (None | str | Unset): Only those in which these words are found.
        locale (None | str | Unset): Only pages in this language, for example `en`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConsultationsOut | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        after=after,
        order=order,
        status=status,
        topic=topic,
        closing_before=closing_before,
        updated_since=updated_since,
        search=search,
        locale=locale,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
    order: ListConsultationsConsultationOrder
    | Unset = ListConsultationsConsultationOrder.VALUE_1,
    status: None | Status | Unset = UNSET,
    topic: None | str | Unset = UNSET,
    closing_before: datetime.datetime | None | Unset = UNSET,
    updated_since: datetime.datetime | None | Unset = UNSET,
    search: None | str | Unset = UNSET,
    locale: None | str | Unset = UNSET,
) -> Response[ConsultationsOut | Problem]:
    """Read all consultations that you may read

     Read all consultations that you may read.

    Args:
        limit (int | Unset):  Default: 20.
        after (None | str | Unset): `next_cursor` of the page before, in the same order.
        order (ListConsultationsConsultationOrder | Unset): How consultations are sorted. What has
            no such date comes last. Default: ListConsultationsConsultationOrder.VALUE_1.
        status (None | Status | Unset): Only those that have this status now.
        topic (None | str | Unset): Only those about the topic of this slug, or about any of
            several, with commas between them (20 at most).
        closing_before (datetime.datetime | None | Unset): Only those in which people can take
            part now or later, and no longer at this instant.
        updated_since (datetime.datetime | None | Unset): Only those whose page was published at
            this instant or later.
        search (None | str | Unset): Only those in which these words are found.
        locale (None | str | Unset): Only pages in this language, for example `en`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConsultationsOut | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        after=after,
        order=order,
        status=status,
        topic=topic,
        closing_before=closing_before,
        updated_since=updated_since,
        search=search,
        locale=locale,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    after: None | str | Unset = UNSET,
    order: ListConsultationsConsultationOrder
    | Unset = ListConsultationsConsultationOrder.VALUE_1,
    status: None | Status | Unset = UNSET,
    topic: None | str | Unset = UNSET,
    closing_before: datetime.datetime | None | Unset = UNSET,
    updated_since: datetime.datetime | None | Unset = UNSET,
    search: None | str | Unset = UNSET,
    locale: None | str | Unset = UNSET,
) -> ConsultationsOut | Problem | None:
    """Read all consultations that you may read

     Read all consultations that you may read.

    Args:
        limit (int | Unset):  Default: 20.
        after (None | str | Unset): `next_cursor` of the page before, in the same order.
        order (ListConsultationsConsultationOrder | Unset): How consultations are sorted. What has
            no such date comes last. Default: ListConsultationsConsultationOrder.VALUE_1.
        status (None | Status | Unset): Only those that have this status now.
        topic (None | str | Unset): Only those about the topic of this slug, or about any of
            several, with commas between them (20 at most).
        closing_before (datetime.datetime | None | Unset): Only those in which people can take
            part now or later, and no longer at this instant.
        updated_since (datetime.datetime | None | Unset): Only those whose page was published at
            this instant or later.
        search (None | str | Unset): Only those in which these words are found.
        locale (None | str | Unset): Only pages in this language, for example `en`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConsultationsOut | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            after=after,
            order=order,
            status=status,
            topic=topic,
            closing_before=closing_before,
            updated_since=updated_since,
            search=search,
            locale=locale,
        )
    ).parsed
