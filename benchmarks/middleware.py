"""Counts the queries of a request that asks for it. Requests that are timed do not ask."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

ASK_HEADER = "X-Count-Queries"
ANSWER_HEADER = "X-Queries"


class QueryCountMiddleware:
    """Writes into a header how many queries the answer took, on every database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count where the header asks, else stay out of the way."""
        if ASK_HEADER not in request.headers:
            return self.get_response(request)
        count = 0

        def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*arguments)

        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(counted))
            response = self.get_response(request)
        response[ANSWER_HEADER] = str(count)
        return response
