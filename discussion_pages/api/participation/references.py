"""Which schemas a part of an OpenAPI document names."""

import json
import re
from typing import Any


def named_schemas(part: Any, schemas: dict[str, Any]) -> set[str]:
    """Return the names of all schemas that ``part`` rests on, through other schemas too."""
    named: set[str] = set()
    waiting = _references(part)
    while waiting:
        name = waiting.pop()
        if name not in named:
            named.add(name)
            waiting |= _references(schemas[name])
    return named


def _references(part: Any) -> set[str]:
    return set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(part)))
