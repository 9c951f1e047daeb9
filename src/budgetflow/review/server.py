"""The desk as a web page on this machine alone.

Whoever may open the page may decide: it listens on loopback, answers no other host name (a page of
another site that resolves its name to this machine gets nothing), and takes a decision only with
the token that its own pages carry.
"""

from __future__ import annotations

import hmac
import http.server
import secrets
import threading
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from budgetflow.corrections.correction import BadCorrection
from budgetflow.quarantine.store import NotHeld
from budgetflow.review import decide, pages
from budgetflow.review.case import Case
from budgetflow.review.decide import NotDecided
from budgetflow.review.open_cases import open_cases
from budgetflow.settings import Settings

# Loopback alone: whoever may open the page may decide.
HOST = "127.0.0.1"
# Bytes; a reason and a figure are some hundred.
_LARGEST_FORM = 64 * 1024
_HTML = "text/html; charset=utf-8"


class Desk(http.server.ThreadingHTTPServer):
    """The server of the desk, not yet running."""

    daemon_threads = True

    def __init__(self, settings: Settings, port: int, by: str) -> None:
        """Open the desk at a port, 0 for any that is free; `by` signs the decisions."""
        super().__init__((HOST, port), _Handler)
        self.settings = settings
        self.by = by
        # A page of another site could send a form here; it cannot read this token.
        self.token = secrets.token_urlsafe(24)
        self._cases: list[Case] | None = None
        self._lock = threading.Lock()

    def cases(self, *, anew: bool = False) -> list[Case]:
        """Return what waits, as it was when the list was last opened or something was decided:
        the pictures of a page need not read the lake each.
        """
        with self._lock:
            if anew or self._cases is None:
                self._cases = open_cases(self.settings)
            return self._cases

    def forget(self) -> None:
        """Read what waits anew when it is next asked for."""
        with self._lock:
            self._cases = None

    @property
    def address(self) -> str:
        """Return the address to open in a browser."""
        return f"http://{HOST}:{self.server_address[1]}/"


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers one request."""

    server: Desk

    def do_GET(self) -> None:
        """Show the list, a case, or a picture of its page."""
        if not self._own_host():
            return
        parts = self._parts()
        # The list is read anew when it is opened: a night may have run meanwhile.
        cases = self.server.cases(anew=not parts)
        if not parts:
            self._send(pages.list_page(cases, self.server.token).encode(), _HTML)
            return
        case = next((one for one in cases if parts[:2] == ["case", one.id]), None)
        if case is None:
            self._go("/")  # decided meanwhile
        elif len(parts) == 2:
            self._show(case, cases, [])
        else:
            self._picture(case, parts[2:])

    def do_POST(self) -> None:
        """Take a decision and go on to the next case."""
        if not self._own_host():
            return
        form = self._form()
        # Compared in one time, so that answers do not tell how much of it fits.
        if not hmac.compare_digest(form.get("token", ""), self.server.token):
            self.send_error(HTTPStatus.FORBIDDEN, "open the page again, its token is an old one")
            return
        parts = self._parts()
        cases = self.server.cases()
        order = [case.id for case in cases]
        if len(parts) != 3 or parts[1] not in order:
            self._go("/")
            return
        place = order.index(parts[1])
        try:
            messages = self._decide(cases[place], parts[2], form)
        except NotHeld:
            self._go("/")  # let through meanwhile, by another hand
            return
        except (NotDecided, BadCorrection) as error:
            self._show(cases[place], cases, [str(error)], form.get("reason", ""))
            return
        self.server.forget()
        if messages:
            self._show(cases[place], cases, messages)
            return
        # On to the next case, from the last to the first that is left.
        following = (order[place + 1 :] or order[:place])[:1]
        self._go(f"/case/{following[0]}" if following else "/")

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the terminal quiet: the page says what happened."""

    def _decide(self, case: Case, what: str, form: dict[str, str]) -> list[str]:
        settings = self.server.settings
        by = self.server.by
        typed = form.get("reason", "")
        reason = typed.strip()
        if what == "accept":
            return decide.accept(case, settings, reason, by)
        if what == "false":
            return decide.call_false(case, settings, reason, by)
        if what == "correct":
            cell = form.get("amount_id", "")
            printed = form.get("printed", "")
            return decide.correct(case, settings, cell, printed, reason, by)
        raise NotDecided(f"{what} is no decision")

    def _show(self, case: Case, cases: list[Case], messages: list[str], reason: str = "") -> None:
        page = pages.case_page(case, cases, self.server.token, self.server.by, messages, reason)
        self._send(page.encode(), _HTML)

    def _picture(self, case: Case, parts: list[str]) -> None:
        found = None
        if len(parts) == 2 and parts[1].isdecimal():
            found = pages.picture(case, parts[0], int(parts[1]), self.server.settings)
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND, "no picture of this page")
        else:
            self._send(found, "image/png")

    def _own_host(self) -> bool:
        # A name that resolves to this machine is another site's way in (DNS rebinding).
        name = (self.headers.get("Host") or "").rpartition(":")[0]
        if name in (HOST, "localhost"):
            return True
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "the desk answers on this machine only")
        return False

    def _parts(self) -> list[str]:
        """Return the parts of the address that was asked for."""
        return [unquote(part) for part in urlsplit(self.path).path.split("/") if part]

    def _form(self) -> dict[str, str]:
        length = min(int(self.headers.get("Content-Length") or 0), _LARGEST_FORM)
        fields = parse_qs(self.rfile.read(length).decode("utf-8", "replace"))
        return {name: values[0] for name, values in fields.items()}

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        # Pages hold the token and what is held back.
        self.send_header("Cache-Control", "no-store")
        # Within a frame of another site a click could decide.
        self.send_header("X-Frame-Options", "DENY")
        self.end_headers()
        self.wfile.write(body)

    def _go(self, place: str) -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()
