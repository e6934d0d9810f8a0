"""Digests that outlive a change of ``SECRET_KEY``, as Django's own signatures do."""

from django.conf import settings
from django.utils.crypto import salted_hmac


def digests(salt: str, value: str, *, algorithm: str = "sha1") -> list[str]:
    """Return a value's digest, and after it those that servers with an earlier key know it by."""
    return [
        salted_hmac(salt, value, secret=key, algorithm=algorithm).hexdigest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
