"""Archives read byte by byte: they hold their members and not one byte more, such as a comment, a time or a gap."""

import struct
import zipfile
import zlib
from io import BytesIO

from pipelines.inspect_site.built import Unreadable

LOCAL = struct.Struct("<4s5H3I2H")
# Sizes of what stands before each member, of its line in the list at the end, and of that end.
ENTRY, END = 46, 22
DATE = (1980, 1, 1, 0, 0, 0)
# The one flag that tells nothing: names are in UTF-8.
IS_UTF8 = 0x800


def members(content: bytes) -> dict[str, bytes]:
    """The members of an archive.

    Raises:
        Unreadable: It is no archive, or it holds something beside its members.
    """
    try:
        listed = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unreadable("it is no archive") from None
    found: dict[str, bytes] = {}
    at, ends = 0, END
    for entry in listed:
        if entry.filename in found or entry.is_dir():
            raise Unreadable("it holds a member twice, or a folder")
        found[entry.filename], at = _member(content, entry, at)
        ends += ENTRY + len(entry.filename.encode())
    if at + ends != len(content):
        raise Unreadable("it holds more than its members")
    return found


def _member(content: bytes, entry: zipfile.ZipInfo, at: int) -> tuple[bytes, int]:
    """A member that begins at a place, and the place where it ends."""
    name = entry.filename.encode()
    head = content[at : at + LOCAL.size]
    if entry.header_offset != at or len(head) < LOCAL.size:
        raise Unreadable("it holds more than its members")
    mark, _, flags, method, time, day, crc, packed, size, length, extra = LOCAL.unpack(head)
    start = at + LOCAL.size + len(name)
    same = (mark, crc, packed, size, length, extra, content[at + LOCAL.size : start])
    if same != (b"PK\x03\x04", entry.CRC, entry.compress_size, entry.file_size, len(name), 0, name):
        raise Unreadable("it says two things of a member")
    plain = (entry.extra, entry.comment, entry.create_system, entry.external_attr, entry.internal_attr, entry.volume)
    if entry.date_time != DATE or (day, time) != (33, 0) or plain != (b"", b"", 3, 0o644 << 16, 0, 0):
        raise Unreadable("it says when or with what a member was made")
    if method != zipfile.ZIP_DEFLATED or (flags | entry.flag_bits) & ~IS_UTF8:
        raise Unreadable("a member is packed in an unknown way")
    unpacking = zlib.decompressobj(-15)
    try:
        text = unpacking.decompress(content[start : start + packed])
    except zlib.error:
        raise Unreadable("a member cannot be unpacked") from None
    if not unpacking.eof or unpacking.unused_data or len(text) != size or zlib.crc32(text) != crc:
        raise Unreadable("a member cannot be unpacked, or hides something")
    return text, start + packed
