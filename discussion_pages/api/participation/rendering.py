"""How answers are written: an instant with its offset, to the microsecond, as in API v2."""

from datetime import datetime
from typing import Any

from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder


class Encoder(NinjaJSONEncoder):
    """Ninja's encoder, but for instants."""

    def default(self, o: Any) -> Any:
        """Write an instant in ISO 8601."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


class Renderer(JSONRenderer):
    """Writes answers with ``Encoder``."""

    encoder_class = Encoder
