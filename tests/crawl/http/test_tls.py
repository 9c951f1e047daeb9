"""TLS is verified; a stated exception widens what is trusted for its source, and shows in the
report.
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.crawl.builders import LIST, plant
from tests.crawl.conftest import Nights
from tests.crawl.site import Site


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody trusts, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test's own")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "site.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def site(certificate: Path) -> Iterator[Site]:
    running = Site()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    running.server.socket = context.wrap_socket(running.server.socket, server_side=True)
    running.scheme = "https"
    with running:
        yield running


def test_a_certificate_nobody_vouches_for_is_refused_at_once(site: Site, nights: Nights) -> None:
    plant(site, 1)
    report = nights.crawl()
    assert [failure.kind for failure in report.failures] == ["tls"] and site.requests == []
    assert "tls_exception" in report.failures[0].message


def test_a_legacy_exception_does_not_switch_verification_off(site: Site, nights: Nights) -> None:
    plant(site, 1)
    report = nights.crawl(
        nights.source(tls_exception={"reason": "TLS 1.0 only, seen 2026-04", "legacy": True})
    )
    assert [failure.kind for failure in report.failures] == ["tls"]


def test_a_stated_exception_works_for_its_source_and_shows(
    site: Site, nights: Nights, certificate: Path
) -> None:
    plant(site, 1)
    exception = {"reason": "sends no intermediate, seen 2026-04", "intermediate": str(certificate)}
    report = nights.crawl(nights.source(tls_exception=exception))
    assert report.failures == [] and len(report.found) == 1
    assert report.hosts["127.0.0.1"].tls_exception == "sends no intermediate, seen 2026-04"
    assert site.asked(LIST)
