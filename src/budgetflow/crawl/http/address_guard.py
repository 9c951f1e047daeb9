"""Which addresses may be asked: public http and https ones, checked on the very address that is
connected to.

A name is resolved once a connection, every address it gives is checked, and the socket goes to the
checked address: a
name that resolves differently a moment later (DNS rebinding) gains nothing, and a redirect inward
is a new connection and so
checked again. Private, loopback, link-local, metadata, multicast and reserved ranges are refused
unless
`BUDGETFLOW_ALLOW_HOSTS` names the host.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

# IPv4 addresses behind a translator (RFC 6052) stand in the last 32 bits.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class RefusedAddress(ValueError):
    """An address the crawl does not ask; the message names it, says why and what to do."""


def check_url(url: str) -> str:
    """Return the host of an http or https address; RefusedAddress for any other scheme, a missing
    host or user names in it.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        # A port out of range raises only when it is asked for.
        _ = parts.port
    except ValueError as error:
        raise RefusedAddress(f"{url}: not a web address ({error})") from error
    if parts.scheme not in ("http", "https"):
        raise RefusedAddress(
            f"{url}: only http and https are asked, not "
            f"{parts.scheme or 'an address without scheme'}"
        )
    if not host:
        raise RefusedAddress(f"{url}: names no host")
    # User names in an address hide which host it really names.
    if parts.username or parts.password:
        raise RefusedAddress(f"{url}: carries a user name; give the address without it")
    return host


def is_public(address: str) -> bool:
    """Check whether an IP address is one of the open internet; an IPv4 address wrapped in IPv6
    counts as what it wraps.
    """
    # A scope (`fe80::1%eth0`) is no part of the address.
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if wrapped is None and ip in _NAT64:
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return ip.is_global and not ip.is_multicast


def resolve(host: str, port: int, allow_hosts: Collection[str]) -> list[str]:
    """Resolve a host and give the addresses that may be connected to, in the resolver's order.

    RefusedAddress when any of them is not public and the host is not named in `allow_hosts`;
    OSError when it does not resolve.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if host.lower() in {name.lower() for name in allow_hosts}:
        return addresses
    # All of them, not only the first: connecting falls back to the next.
    for address in addresses:
        if not is_public(address):
            raise RefusedAddress(
                f"{host}: resolves to {address}, which is inside a private or reserved range; "
                "name the host in BUDGETFLOW_ALLOW_HOSTS if this is meant"
            )
    return addresses


def connect(
    host: str, port: int, timeout: float | None, allow_hosts: Collection[str]
) -> socket.socket:
    """Open a TCP connection to a checked address of a host; OSError from the last address tried."""
    last: OSError | None = None
    for address in resolve(host, port, allow_hosts):
        try:
            return socket.create_connection((address, port), timeout=timeout)
        except OSError as error:
            last = error
    raise last or OSError(f"{host}: resolves to no address")
