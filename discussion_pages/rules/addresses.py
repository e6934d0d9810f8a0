"""Where a server of ours may be asked to connect to, so that nobody reaches into our network."""

from collections.abc import Collection
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

ADDRESS_LENGTH_MAX = 500
LOOPBACK_NAMES = frozenset({"localhost"})
# Addresses that carry one of IPv4 inside, which is where a translator would take us.
NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
# For protocols, not for hosts; releases of Python differ about them.
PROTOCOLS = tuple(
    map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "2001::/23", "5f00::/16"))
)
IPV4_COMPATIBLE = ip_network("::/96")


class AddressProblem(StrEnum):
    """Why we do not send to an address."""

    MALFORMED = "malformed"
    TOO_LONG = "too_long"
    CREDENTIALS = "credentials"
    NOT_HTTPS = "not_https"
    UNKNOWN = "unknown"
    PRIVATE = "private"


def address_problem(url: str, *, allows_loopback: bool) -> AddressProblem | None:
    """Return what is wrong with how an address is written, before its name is looked up.

    Plain http is for this very machine, and only where ``allows_loopback`` says so.
    """
    if len(url) > ADDRESS_LENGTH_MAX:
        return AddressProblem.TOO_LONG
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return AddressProblem.MALFORMED
    if not url.isascii() or not url.isprintable() or set(url) & set(' \\"<>^`{|}'):
        return AddressProblem.MALFORMED
    if parts.scheme not in {"http", "https"} or not host or parts.fragment:
        return AddressProblem.MALFORMED
    if "@" in parts.netloc:
        return AddressProblem.CREDENTIALS
    if parts.scheme == "http" and not (allows_loopback and is_loopback_name(host)):
        return AddressProblem.NOT_HTTPS
    return None


def is_loopback_name(host: str) -> bool:
    """Say whether a host is written as this very machine."""
    return host.lower() in LOOPBACK_NAMES or _is_loopback(host)


def may_connect(
    address: str, *, host: str, trusted_hosts: Collection[str], allows_loopback: bool
) -> bool:
    """Say whether to connect to the IP ``address`` that the name ``host`` was looked up as.

    ``trusted_hosts`` may stand in a private network; loopback is for tests and development.
    """
    if is_public(address) or host.lower().rstrip(".") in {name.lower() for name in trusted_hosts}:
        return True
    return allows_loopback and _is_loopback(address)


def is_public(address: str) -> bool:
    """Say whether an IP address, as text, is one of the public Internet and for one receiver."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        inner = _ipv4_inside(ip)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    if any(ip in network for network in PROTOCOLS):
        return False
    return ip.is_global and not (
        ip.is_multicast
        or ip.is_private
        or ip.is_reserved
        or ip.is_unspecified
        or ip.is_loopback
        or ip.is_link_local
    )


def _ipv4_inside(ip: IPv6Address) -> IPv4Address | None:
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    if any(ip in network for network in NAT64) or ip in IPV4_COMPATIBLE:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def _is_loopback(address: str) -> bool:
    try:
        ip = ip_address(address.strip("[]"))
    except ValueError:
        return False
    return ip.is_loopback
