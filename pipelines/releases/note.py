"""The note of a revision is written by people and read by everybody: it says no numbers but those of times."""

import re

# 2024, 2024-Q1, 2024-03 and 2024-03-28.
TIME = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:-(?:Q[1-4]|\d{2}(?:-\d{2})?))?(?!\d)")


def has_counts(note: str) -> bool:
    """Whether a note says a number that is no time: it would have passed no protection."""
    return any(sign.isnumeric() for sign in TIME.sub(" ", note))
