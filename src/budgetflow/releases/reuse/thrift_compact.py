"""Structures of Thrift's compact protocol, read and written without knowing what they mean.

The footer of a Parquet file is one such structure. No library at hand writes a footer for row
groups that lie in a file already: pyarrow joins footers only of files that stay apart. Fields that
a later version of the format adds pass through here unchanged.
(https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# Kinds of values, as the protocol numbers them; 11, a map, is in no Parquet footer.
TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, STRUCT = (*range(1, 11), 12)
# Size in a list's first byte that says: the size follows by itself.
_LONG_LIST = 15
_DOUBLE_BYTES = 8


@dataclass(slots=True)
class Field:
    """A field of a structure: the kind of its value, and the value.

    A structure is a dict of fields by number, in their order, or its bytes as they were read; a
    list is a `Listed`.
    """

    kind: int
    value: Any


@dataclass(slots=True)
class Listed:
    """The elements of a list, all of one kind."""

    kind: int
    items: list[Any]


Struct = dict[int, Field]


class Reader:
    """Reads values one after the other from bytes."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes; reading begins at the first."""
        self._data = data
        self._at = 0

    def struct(self, elements: Mapping[int, Callable[[], Any]] | None = None) -> Struct:
        """Return the structure that begins here; raises ValueError for a kind it does not know.

        `elements` gives for fields that are lists how each of their elements is read.
        """
        fields: Struct = {}
        number = 0
        while head := self._byte():
            step = head >> 4
            # a step of 0 says that the field's number is written out
            if step:
                number = number + step
            else:
                number = self._signed()
            kind = head & 15
            if elements and number in elements:
                size, own = self._size_and_kind()
                read = elements[number]
                fields[number] = Field(kind, Listed(own, [read() for _ in range(size)]))
            else:
                fields[number] = Field(kind, self._value(kind))
        return fields

    def raw_struct(self) -> bytes:
        """Return the bytes of the structure that begins here, without taking it apart: a footer has
        a hundred thousand fields, few of which anybody asks for.
        """
        start = self._at
        self._skip_struct()
        return self._data[start : self._at]

    def _skip_struct(self) -> None:
        data = self._data
        while head := self._byte():
            if not head >> 4:
                self._unsigned()
            kind = head & 15
            if kind in (I16, I32, I64):  # most fields, so without a call
                at = self._at
                while data[at] > 127:
                    at += 1
                self._at = at + 1
            elif kind > FALSE:
                self._skip(kind)

    def _skip(self, kind: int) -> None:
        if kind == STRUCT:
            self._skip_struct()
        elif kind == BINARY:
            size = self._unsigned()
            self._at += size
        elif kind in (LIST, SET):
            size, own = self._size_and_kind()
            for _ in range(size):
                self._skip(own)
        else:
            self._element(kind)

    def _value(self, kind: int) -> Any:
        if kind in (TRUE, FALSE):
            return kind == TRUE  # a field that is true or false has no bytes of its own
        return self._element(kind)

    def _element(self, kind: int) -> Any:
        if kind in (I16, I32, I64):
            return self._signed()
        if kind == BINARY:
            return self._bytes(self._unsigned())
        if kind in (LIST, SET):
            return self._list()
        if kind == STRUCT:
            return self.struct()
        if kind == DOUBLE:
            return self._bytes(_DOUBLE_BYTES)
        if kind in (TRUE, FALSE, BYTE):
            return self._byte()
        raise ValueError(f"a Parquet footer holds a Thrift value of unknown kind {kind}")

    def _list(self) -> Listed:
        size, kind = self._size_and_kind()
        return Listed(kind, [self._element(kind) for _ in range(size)])

    def _size_and_kind(self) -> tuple[int, int]:
        """Read the beginning of a list."""
        head = self._byte()
        size = head >> 4
        if size == _LONG_LIST:
            size = self._unsigned()
        return size, head & 15

    def _signed(self) -> int:
        number = self._unsigned()
        return (number >> 1) ^ -(number & 1)

    def _unsigned(self) -> int:
        number = shift = 0
        while True:
            byte = self._byte()
            number |= (byte & 127) << shift
            if byte < 128:
                return number
            shift += 7

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _bytes(self, size: int) -> bytes:
        self._at += size
        return self._data[self._at - size : self._at]


def written(struct: Struct) -> bytes:
    """Return a structure as bytes: those it was read from, where nothing was changed."""
    out = bytearray()
    last = 0
    for number, field in struct.items():
        kind = field.kind
        if kind in (TRUE, FALSE):
            kind = TRUE if field.value else FALSE
        step = number - last
        if 0 < step < 16:
            out.append(step << 4 | kind)
        else:
            out.append(kind)
            out += _signed(number)
        if kind not in (TRUE, FALSE):
            out += _element(kind, field.value)
        last = number
    out.append(0)
    return bytes(out)


def _element(kind: int, value: Any) -> bytes:
    if kind in (I16, I32, I64):
        return _signed(value)
    if kind == BINARY:
        return _unsigned(len(value)) + bytes(value)
    if kind in (LIST, SET):
        return _list(value)
    if kind == STRUCT:
        return value if isinstance(value, bytes) else written(value)
    if kind == DOUBLE:
        return bytes(value)
    return bytes([value])


def _list(listed: Listed) -> bytes:
    size = len(listed.items)
    if size < _LONG_LIST:
        head = bytes([size << 4 | listed.kind])
    else:
        head = bytes([_LONG_LIST << 4 | listed.kind]) + _unsigned(size)
    return head + b"".join(_element(listed.kind, item) for item in listed.items)


def _signed(number: int) -> bytes:
    return _unsigned(number << 1 if number >= 0 else ~number << 1 | 1)


def _unsigned(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)
