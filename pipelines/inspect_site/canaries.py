"""Numbers that were planted in private rows must not stand in any byte of a site, in whatever form."""

import base64
import binascii
import re
import struct
from collections.abc import Iterable, Iterator, Set
from itertools import combinations
from typing import Any

from pipelines.inspect_site.built import Built, Unreadable
from pipelines.inspect_site.copies import ARCHIVE
from pipelines.inspect_site.packed import members
from pipelines.inspect_site.parquet import columns_of, read_parquet
from schemas.problems import Problem, problem

# Narrow and other spaces are two or three bytes long.
BETWEEN = re.compile(rb"[,.'_ ]|\xc2\xa0|\xe2\x80[\x80-\xaf]")
WRITTEN = re.compile(rb"\d+(?:(?:" + BETWEEN.pattern + rb")\d{3}(?!\d))*")
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{6,}={0,2}")
# The typed arrays that a page or a file can carry; shorter ones hold no large number.
FORMS = ("<i", "<I", "<q", "<f", "<d", ">i", ">I", ">q", ">d")


def check_canaries(built: Built, planted: Iterable[int]) -> Iterator[Problem]:
    """A problem for each file with one of the planted numbers."""
    numbers = {abs(number) for number in planted}
    if not numbers:
        return
    packed = {form for number in numbers for form in _packed(number)}
    for name in built.names:
        if built.has(name):
            content = built.content(name)
            content = _unpacked(content) if name == ARCHIVE or name.endswith(".xlsx") else content
            is_found = _is_written(content, numbers)
            # Scripts of the pages are compared as a whole; what looks like base64 in them is none.
            if not name.startswith("assets/"):
                # A text that happens to be those bytes tells nothing.
                is_found = is_found or (b"\0" in content and _is_packed(content, packed))
                is_found = is_found or any(
                    _is_written(raw, numbers) or _is_packed(raw, packed) for raw in _decoded(content)
                )
            if is_found or (name.endswith(".parquet") and _in_rows(built, name, numbers)):
                yield problem("TIP-E535", file=name)


def _unpacked(content: bytes) -> bytes:
    """An archive with all that is in its members; what is none is searched as it is."""
    try:
        return b"\n".join([content, *members(content).values()])
    except Unreadable:
        return content


def _is_written(text: bytes, numbers: Set[int]) -> bool:
    """Whether one of the numbers stands there as text: 1234567, 1,234,567, 1.234.567, 1 234 567 or 1234567.0."""
    wanted = {str(number).encode() for number in numbers}
    for written in set(WRITTEN.findall(text)):
        groups = [written] if written.isdigit() else BETWEEN.split(written)
        joined = (b"".join(groups[start:end]) for start, end in combinations(range(len(groups) + 1), 2))
        if written in wanted or (len(groups) > 1 and not wanted.isdisjoint(joined)):
            return True
    return False


def _packed(number: int) -> Iterator[bytes]:
    """The number as the bytes of every form that holds it exactly."""
    for form in FORMS:
        try:
            packed = struct.pack(form, number)
        except (struct.error, OverflowError):
            continue
        if struct.unpack(form, packed) == (number,):
            yield packed


def _is_packed(content: bytes, packed: Set[bytes]) -> bool:
    """Whether the bytes of one of the numbers stand there."""
    return any(content[at : at + size] in packed for size in (4, 8) for at in range(len(content) - size + 1))


def _decoded(content: bytes) -> Iterator[bytes]:
    for run in BASE64.findall(content):
        for code in {run, run.replace(b"-", b"+").replace(b"_", b"/")}:
            try:
                yield base64.b64decode(code + b"=" * (-len(code) % 4))
            except binascii.Error:
                continue


def _in_rows(built: Built, name: str, numbers: Set[int]) -> bool:
    try:
        columns = columns_of(read_parquet(built, name))
    except Unreadable:
        return False
    return any(_is_planted(value, numbers) for values in columns.values() for value in values)


def _is_planted(value: Any, numbers: Set[int]) -> bool:
    if isinstance(value, int | float):
        return abs(value) in numbers
    return value is not None and _is_written(str(value).encode(), numbers)
