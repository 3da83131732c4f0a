"""Lines above the header that tell people what to do; templates have them, and whoever fills one in may leave them."""

from collections.abc import Iterator


def below_comments(rows: Iterator[list[str]], mark: str, count: int) -> tuple[list[list[str]], int]:
    """The first `count` rows below the lines that begin with `mark`, and how many of those (and blank ones) there were.

    Without a mark no line is a comment.
    """
    top: list[list[str]] = []
    above = 0
    while len(top) < count and (row := next(rows, None)) is not None:
        if mark and not top and _is_comment(row, mark):
            above += 1
        else:
            top.append(row)
    return top, above


def _is_comment(row: list[str], mark: str) -> bool:
    first = next((cell.strip() for cell in row if cell.strip()), "")
    return not first or first.startswith(mark)
