"""The line on which each key of a declaration stands, however it is written."""

from pathlib import Path

import pytest

from pipelines.project import CHECKOUT
from schemas.lines import key_lines, line_of

LINED = '''a = 1 # a comment with [brackets] = and "quotes"
b.c."d e" = """
x = 1
"""
f = [
  { g = 1, h = [1,
     2] },
  { g = 3 },
]
[t."u.v"]
w = { x = { y = "it's" } }
[[list]]
n = 1
[list.sub]
m = 1
[[list]]
n = 2
'''


def test_lines_of_nested_inline_and_quoted_keys() -> None:
    lines = key_lines(LINED)
    expected = {("a",): 1, ("b", "c", "d e"): 2, ("f",): 5, ("f", 0, "h"): 6, ("f", 0, "h", 1): 7, ("f", 1, "g"): 8}
    expected |= {("t", "u.v", "w", "x", "y"): 11, ("list", 0, "n"): 13, ("list", 0, "sub", "m"): 15}
    expected |= {("list", 1): 16, ("list", 1, "n"): 17}
    assert {keys: lines[keys] for keys in expected} == expected
    assert line_of(LINED, ("t", "u.v", "w", "q", "r")) == 11
    assert line_of(LINED, ("nowhere",)) == 1


@pytest.mark.parametrize("path", sorted(CHECKOUT.glob("sources/**/*.toml")), ids=lambda path: str(path.parent.name))
def test_lines_of_every_key_of_the_declarations_here(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    for keys, line in key_lines(text).items():
        last = next(key for key in reversed(keys) if isinstance(key, str))
        assert last in lines[line - 1] or isinstance(keys[-1], int)
