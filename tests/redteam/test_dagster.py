"""What Dagster keeps of a run: how many cells there are and how they look, and no number of people."""

import ast
from pathlib import Path

import pytest

from tests.redteam.planned import made_up, published, tables_of
from tests.source_files import files, name_of

# Of counted and published tables: numbers of cells, which follow from the plan, the select, and what a gate says.
OF_TABLES = {"cells", "shown", "sql", "said"}
ASSETS = ("counted.py", "published.py", "site.py", "candidate.py")


def noted(tree: ast.AST) -> set[str]:
    """Every key of the metadata that a file gives to Dagster; "?" where it cannot be read."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "metadata":
            dicts = [inner for inner in ast.walk(node.value) if isinstance(inner, ast.Dict)]
            keys = [key for told in dicts for key in told.keys]
            found |= {str(key.value) if isinstance(key, ast.Constant) else "?" for key in keys} if dicts else {"?"}
    return found


@pytest.mark.parametrize("path", [path for path in files("pipelines/assets") if path.name in ASSETS], ids=name_of)
def test_metadata_of_counts_are_numbers_of_cells(path: Path) -> None:
    assert noted(ast.parse(path.read_text(encoding="utf-8"))) <= OF_TABLES


@pytest.mark.parametrize(
    "leak",
    ["dg.MaterializeResult(metadata={'people': total})", "f(metadata={**counts})", "f(metadata=preview(frame))"],
)
def test_other_metadata_are_found(leak: str) -> None:
    assert not noted(ast.parse(leak)) <= OF_TABLES


def test_no_asset_logs_or_previews() -> None:
    for path in files("pipelines/assets"):
        text = path.read_text(encoding="utf-8")
        for word in (
            "MetadataValue.table",
            "TableMetadata",
            "to_markdown",
            ".head(",
            "context.log",
            "print(",
            "preview",
        ):
            assert word not in text, f"{name_of(path)}: {word}"


def test_what_is_noted_of_a_release_follows_from_what_is_published(tmp_path: Path) -> None:
    """Two small groups change places: the same cells are there, and as many of them are shown."""
    people = dict.fromkeys(made_up(1), 60)
    turned = dict(people)
    people["X3", "female", "child", "2024"], turned["X3", "female", "child", "2024"] = 61, 63
    first, second = published(tables_of(people), tmp_path / "a"), published(tables_of(turned), tmp_path / "b")
    assert (first.cells, first.shown) == (second.cells, second.shown)
