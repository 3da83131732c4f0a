"""The project's own Python files as trees, for tests about what they import and how they look."""

import ast
from functools import cache
from pathlib import Path

from pipelines.project import CHECKOUT

CODE = ("pipelines", "schemas", "dashboards", "tests")


def files(*folders: str) -> list[Path]:
    """Every Python file below the folders, the made site left out."""
    found = [path for folder in folders for path in (CHECKOUT / folder).rglob("*.py")]
    return sorted(path for path in found if "_site" not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, *, lazy: bool = True) -> set[str]:
    """Full names of what a file imports; without `lazy`, only what is imported when the file is."""
    nodes = list(ast.walk(tree(path)))
    if not lazy:
        functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        inside = {id(inner) for function in functions for inner in ast.walk(function)}
        nodes = [node for node in nodes if id(node) not in inside]
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found
