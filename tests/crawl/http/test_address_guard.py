"""No address inside the private network, whatever name it goes by."""

from __future__ import annotations

import socket

import pytest

from budgetflow.crawl.http.address_guard import RefusedAddress, check_url, is_public, resolve


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
    ],
)
def test_addresses_that_are_not_of_the_open_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "114.114.114.114", "2400:3200::1", "::ffff:1.1.1.1"]
)
def test_addresses_of_the_open_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.invalid/", "only http and https"),
        ("gopher://x/", "only http and https"),
        ("http:///nothing", "names no host"),
        ("http://user:pass@example.invalid/", "carries a user name"),
        ("http://[::1/", "not a web address"),
    ],
)
def test_refused_before_anything_is_resolved(url: str, why: str) -> None:
    with pytest.raises(RefusedAddress, match=why):
        check_url(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f000001", "2130706433"])
def test_loopback_is_refused_by_every_name_unless_the_host_is_allowed(host: str) -> None:
    try:
        socket.getaddrinfo(host, 80)
    except OSError:
        pytest.skip(f"{host} does not resolve on this machine")
    with pytest.raises(RefusedAddress, match="BUDGETFLOW_ALLOW_HOSTS"):
        resolve(host, 80, ())
    assert resolve(host, 80, (host.upper(),))
