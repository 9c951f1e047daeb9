"""HTTP sessions whose every connection goes to a checked address, with TLS verification on.

requests does the talking; the two connection classes below differ from urllib3's only in where the
socket comes from
(`guard.connect`). A source's stated TLS exception gets a session of its own; certificates are
verified in every case.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Collection
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.ssl_ import create_urllib3_context

from budgetflow.crawl.http.address_guard import connect
from budgetflow.sources.source import TlsException


def open_session(
    user_agent: str, allow_hosts: Collection[str], tls: TlsException | None = None
) -> requests.Session:
    """Return a session for one host: guarded connections, at most one kept open, no proxy or
    password from the environment.
    """
    session = requests.Session()
    # A proxy or a password of the machine's user is none of this program's.
    session.trust_env = False
    session.headers.update(
        {
            "User-Agent": user_agent,
            # What a browser asks for: some filters refuse requests without it.
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip, deflate",
        }
    )
    adapter = _GuardedAdapter(frozenset(allow_hosts), _context(tls) if tls else None)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


def _context(tls: TlsException) -> ssl.SSLContext:
    """Make the TLS context of a stated exception; host name and chain are still verified."""
    context = create_urllib3_context()
    context.load_default_certs()
    if tls.legacy:
        # Named as old by the source's form: such servers know no newer protocol or longer key.
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.set_ciphers("DEFAULT:@SECLEVEL=1")
        context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    if tls.intermediate:
        pem = Path(tls.intermediate)
        context.load_verify_locations(cafile=str(pem))
    return context


class _GuardedAdapter(HTTPAdapter):
    """An adapter whose pools open guarded connections."""

    def __init__(self, allow_hosts: frozenset[str], context: ssl.SSLContext | None) -> None:
        self._allow_hosts = allow_hosts
        self._context = context
        # One connection, and no tries of its own: `Client` counts and paces them all.
        super().__init__(pool_connections=2, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pool manager and give it the guarded pools."""
        if self._context is not None:
            kwargs["ssl_context"] = self._context
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _guarded_pools(self._allow_hosts)


def _guarded_pools(allow_hosts: frozenset[str]) -> dict[str, Any]:
    """Return urllib3 pool classes for http and https that connect through the guard."""

    # urllib3 knows failures by its own kinds; others would end the whole visit.
    def new_socket(connection: HTTPConnection) -> socket.socket:
        timeout = connection.timeout if isinstance(connection.timeout, int | float) else None
        try:
            return connect(connection.host, connection.port, timeout, allow_hosts)
        except socket.gaierror as error:
            raise NameResolutionError(connection.host, connection, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(
                connection, f"no connection to {connection.host} within {timeout} s"
            ) from error
        except OSError as error:
            raise NewConnectionError(
                connection, f"no connection to {connection.host}: {error}"
            ) from error

    class Plain(HTTPConnection):
        _new_conn = new_socket

    class Secure(HTTPSConnection):
        _new_conn = new_socket

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
