"""Keyed tokens: HMAC-SHA-256 over the linkage key and over each of its parts (RFC 2104, FIPS 180-4).

Without the key nobody can try names out. With it two organisations get the same token for the same person, and the
tokens of the parts show how nearly two people agree. A part such as the sex has few values, so that its tokens tell
how frequent each is: they are for linkage on the machine of the community, and are never published.
"""

import hashlib
import hmac

from pipelines.pseudonymise.slk import LinkageKey

PERSON = "person_token"
TOKEN_COLUMNS = (PERSON, "token_family", "token_given", "token_birth_day", "token_birth_year", "token_sex")
# The name of the key at the head of every token: tokens of two keys never seem to be the same person.
KEY_NAME_LENGTH = 8


def key_name(key: bytes) -> str:
    """A short name of a key, which does not tell the key."""
    return _keyed(key, "name of the key", "")[:KEY_NAME_LENGTH]


def tokens_of(person: LinkageKey, key: bytes) -> dict[str, str]:
    """The token of a person and of each part, by the name of its column: 8 signs name the key, 64 are the token."""
    parts = (str(person), person.family, person.given, f"{person.born:%d%m}", f"{person.born:%Y}", person.sex)
    name = key_name(key)
    return {column: name + _keyed(key, column, part) for column, part in zip(TOKEN_COLUMNS, parts, strict=True)}


def _keyed(key: bytes, what: str, text: str) -> str:
    return hmac.new(key, f"tipstats/1/{what}/{text}".encode(), hashlib.sha256).hexdigest()
