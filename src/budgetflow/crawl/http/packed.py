"""Bodies packed for the way (`Content-Encoding`): unpacked as they come, and known to be whole.

urllib3 unpacks too, but takes a stream that ends early for one that ended: a gzip body which the
server cut, with the length of what it sent, would be kept as whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import requests

# For zlib: 16 more than the window means a gzip head, 15 a zlib head, -15 none.
_WBITS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
# Bytes unpacked in one step, so that the limits of a body hold for those that expand.
_MOST_AT_ONCE = 1 << 20


class CutShort(Exception):
    """A packed body ended before its end."""


def chunks_of(answer: requests.Response, size: int) -> Iterator[bytes]:
    """Return a body in chunks, unpacked. Raises CutShort for a packed body that is not whole."""
    encoding = answer.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _WBITS:
        while chunk := answer.raw.read1(size, decode_content=True):
            yield chunk
        return
    unpacking = _Unpacking(encoding)
    while packed := answer.raw.read1(size, decode_content=False):
        yield from unpacking.take(packed)
    yield from unpacking.end()


class _Unpacking:
    """Unpacks one body: one or more gzip members, or one deflate stream, with or without a head."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._decoder = zlib.decompressobj(_WBITS[encoding])
        self._started = False

    def take(self, packed: bytes) -> Iterator[bytes]:
        """Return what some more packed bytes hold."""
        while packed:
            if self._decoder.eof:
                if not packed.startswith(b"\x1f\x8b"):
                    return  # bytes after the end, which browsers pass over too
                self._decoder = zlib.decompressobj(_WBITS[self._encoding])
            yield from self._step(packed)
            packed = self._decoder.unconsumed_tail or self._decoder.unused_data

    def _step(self, packed: bytes) -> Iterator[bytes]:
        try:
            chunk = self._decoder.decompress(packed, _MOST_AT_ONCE)
        except zlib.error as error:
            if self._encoding != "deflate" or self._started:
                raise CutShort(f"it is damaged: {error}") from error
            self._decoder = zlib.decompressobj(-15)  # servers that leave out the head of zlib
            try:
                chunk = self._decoder.decompress(packed, _MOST_AT_ONCE)
            except zlib.error as other:
                raise CutShort(f"it is damaged: {other}") from other
        self._started = True
        if chunk:
            yield chunk

    def end(self) -> Iterator[bytes]:
        """Return what is still held back. Raises CutShort where the stream has not ended."""
        while not self._decoder.eof and (rest := self._decoder.decompress(b"", _MOST_AT_ONCE)):
            yield rest
        if self._started and not self._decoder.eof:
            raise CutShort("its packed stream has no end")
