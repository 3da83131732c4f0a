"""The pages of the sample community, word by word, in every language; a failing run leaves the changed ones to compare.

`diff -r tests/golden tests/golden-changed` shows what changed, `python -m tests.golden_pages` accepts it.
"""

from tests.conftest import Finished
from tests.golden_pages import CHANGED, read_golden, site_lines, write_changed


def test_the_pages_say_what_they_said(finished: Finished) -> None:
    pages, golden = site_lines(finished.root / "dashboards" / "_site"), read_golden()
    if pages != golden:
        write_changed(pages)
    assert sorted(pages) == sorted(golden), f"compare with {CHANGED.name}"
    assert [name for name in pages if pages[name] != golden[name]] == [], f"compare with {CHANGED.name}"


def test_every_number_and_mark_of_a_table_is_compared(finished: Finished) -> None:
    """The text of a page has the cells of its tables: a golden page without them would notice nothing."""
    said = site_lines(finished.root / "dashboards" / "_site")["es/who"]
    assert "Table: " in said
    assert " | [z]" in said or " | <10" in said
