"""A cache between readers and the site, as RFC 9111 has it: what any proxy or CDN may do.

It keeps whatever it is allowed to keep, as long as it is allowed to, and asks again as it must.
"""

import time
from typing import Any

from django.test import Client


class SharedCache:
    """Stands before the site for several readers, each of whom sends cookies of their own."""

    def __init__(self) -> None:
        self.kept: dict[str, list[tuple[dict[str, str], float, Any]]] = {}
        self.given = 0

    def get(self, client: Client, address: str, **headers: str) -> Any:
        """Return what ``client`` is given, from here or from the site."""
        sent = {"cookie": client.cookies.output(header="", sep=";").strip(), **headers}
        now = time.time()
        known = None
        for varied, fresh_until, response in self.kept.get(address, []):
            if all(sent.get(name, "") == value for name, value in varied.items()):
                known = response
                if now < fresh_until:
                    self.given += 1
                    return response
        asked = dict(headers)
        if known is not None and known.has_header("ETag"):
            asked["if-none-match"] = known["ETag"]
        response = client.get(address, headers=asked)
        if response.status_code == 304:
            self.given += 1
            return known
        self._keep(address, sent, response, now)
        return response

    def _keep(self, address: str, sent: dict[str, str], response: Any, now: float) -> None:
        parts = [
            part.strip().partition("=") for part in response.get("Cache-Control", "").split(",")
        ]
        said = {name.lower(): value for name, _equals, value in parts}
        may = {"public", "s-maxage", "max-age"} & said.keys()
        if not may or {"private", "no-store"} & said.keys() or response.status_code != 200:
            return
        if "authorization" in sent and not {"public", "s-maxage", "must-revalidate"} & said.keys():
            return
        vary = [name.strip().lower() for name in response.get("Vary", "").split(",") if name]
        if "*" in vary:
            return
        seconds = int(said.get("s-maxage") or said.get("max-age") or 0)
        varied = {name: sent.get(name, "") for name in vary}
        rows = self.kept.setdefault(address, [])
        rows[:] = [row for row in rows if row[0] != varied]
        rows.append((varied, now + seconds, response))
