"""Networks that anonymous reports come from: digests under a salt of the day, for 30 days.

An address is never kept. Its network is, as a digest keyed by the site's secret and a random salt
of the day; with the salt gone, nobody can work out the network from the digest again.
"""

import ipaddress
import secrets
from datetime import UTC, date, datetime, timedelta

from django.utils.crypto import salted_hmac

from discussion_pages.models import NetworkSalt, Report

KEPT_FOR = timedelta(days=30)


def keys_of_network(address: str, *, at: datetime) -> list[str]:
    """Return the digests of an address's network under every salt that is kept, today's last.

    Today's salt is made when first needed. All are locked until the transaction ends, so that
    whoever counts by these keys counts alone: two who come at once share at least one day.
    """
    today = _day(at)
    NetworkSalt.objects.get_or_create(day=today, defaults={"salt": secrets.token_hex(32)})
    salts = (
        NetworkSalt.objects.filter(day__gte=_day(at - KEPT_FOR), day__lte=today)
        .order_by("day")
        .select_for_update(no_key=True)
        .values_list("salt", flat=True)
    )
    return [digest_of_network(address, salt=salt) for salt in salts]


def digest_of_network(address: str, *, salt: str) -> str:
    """Return a keyed digest of the network an address belongs to (64 hexadecimal digits).

    A network is the IPv4 /24 or the IPv6 /48 around the address.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        network = "unknown"
    else:
        # A server that listens on both protocols reports IPv4 visitors as "::ffff:192.0.2.1".
        parsed = getattr(parsed, "ipv4_mapped", None) or parsed
        prefix = 24 if parsed.version == 4 else 48
        plain = str(parsed).partition("%")[0]
        network = str(ipaddress.ip_network(f"{plain}/{prefix}", strict=False))
    key_salt = f"discussion_pages.report:{salt}"
    return salted_hmac(key_salt, network, algorithm="sha256").hexdigest()


def purge_network_keys(at: datetime) -> tuple[int, int]:
    """Delete salts of days that ended 30 days ago, and empty the keys of reports as old.

    Returns:
        How many salts were deleted, and how many reports were emptied.
    """
    before = at - KEPT_FOR
    salts, _by_model = NetworkSalt.objects.filter(day__lt=_day(before)).delete()
    reports = Report.objects.exclude(network_key="").filter(reported_at__lte=before)
    return salts, reports.update(network_key="")


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()
