"""pseudonymise: names and birth dates become keyed tokens, on the provider's own machine."""

from pipelines.pseudonymise.columns import Identifying, find_identifying
from pipelines.pseudonymise.file import Pseudonymised, pseudonymise
from pipelines.pseudonymise.key import make_key, read_key
from pipelines.pseudonymise.slk import linkage_key, looks_like_slk
from pipelines.pseudonymise.tokens import TOKEN_COLUMNS, tokens_of

__all__ = [
    "TOKEN_COLUMNS",
    "Identifying",
    "Pseudonymised",
    "find_identifying",
    "linkage_key",
    "looks_like_slk",
    "make_key",
    "pseudonymise",
    "read_key",
    "tokens_of",
]
