"""Who may import what, and what no file may do."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.project import CHECKOUT
from tests.source_files import CODE, files, imports, name_of, tree

VERBS = ("receive", "conform", "link", "count", "publish", "show")
# What every verb may use: the embedded engine, the cells that two verbs hand on, threads for reading ahead.
SHARED = {"pipelines.engine", "pipelines.tables", "pipelines.overlap", "pipelines.personal", "schemas"}
# Only the delivery itself names the columns of this select.
SQL_IN_PYTHON = {"pipelines/receive/joined.py"}

# The preview answers this machine's own browser and asks nobody; reading an address is no network.
SERVES = {"pipelines/preview/serve.py": {"http.server", "urllib.parse"}}


def is_within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def own(names: set[str]) -> set[str]:
    return {name for name in names if name.split(".")[0] in {*CODE, "tipstats"}}


def strangers(path: Path, allowed: set[str]) -> list[str]:
    return sorted(name for name in own(imports(path)) if not any(is_within(name, room) for room in allowed))


@pytest.mark.parametrize("verb", VERBS[:-1])
def test_a_verb_uses_only_the_verbs_before_it(verb: str) -> None:
    allowed = SHARED | {f"pipelines.{before}" for before in VERBS[: VERBS.index(verb) + 1]}
    for path in files(f"pipelines/{verb}"):
        assert strangers(path, allowed) == [], name_of(path)


def test_show_and_dashboards_can_open_nothing_private() -> None:
    for path in files("dashboards", "pipelines/show"):
        assert strangers(path, {"dashboards", "pipelines.show", "schemas.problems"}) == [], name_of(path)
        assert {name.split(".")[0] for name in imports(path)}.isdisjoint({"duckdb", "sqlite3", "dagster"})


def test_dashboards_do_not_know_the_pipelines() -> None:
    for path in files("dashboards"):
        assert strangers(path, {"dashboards", "schemas.problems"}) == [], name_of(path)


def test_schemas_know_nothing_of_the_pipelines() -> None:
    for path in files("schemas"):
        assert strangers(path, {"schemas"}) == [], name_of(path)


def test_what_verbs_share_imports_no_verb() -> None:
    for module in SHARED - {"schemas"}:
        path = CHECKOUT / module.replace(".", "/")
        for part in files(module.replace(".", "/")) if path.is_dir() else [path.with_suffix(".py")]:
            assert strangers(part, SHARED) == [], name_of(part)


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("great_expectations", {"pipelines/gates/expectations.py", "pipelines/gates/offline.py"}),
        ("dagster", {"pipelines/definitions.py", "pipelines/assets"}),
        (
            "plotly",
            {"pipelines/show", "dashboards", "pipelines/commands/starters/chart.py", "pipelines/preview/worker.py"},
        ),
        ("duckdb", {"pipelines/engine.py", "pipelines/receive/joined.py"}),
        ("pandera", {"pipelines/conform/check.py"}),
        ("highspy", {"pipelines/publish", "pipelines/audit"}),
        ("scipy", {"pipelines/publish", "pipelines/audit"}),
        ("shapely", {"schemas/outlines.py", "pipelines/publish/outlines.py"}),
        ("phonenumbers", {"pipelines/personal/numbers.py"}),
        ("stdnum", {"pipelines/personal/numbers.py"}),
    ],
)
def test_a_library_stays_in_its_rooms(library: str, rooms: set[str]) -> None:
    for path in files("pipelines", "schemas", "dashboards"):
        if any(is_within(name, library) for name in imports(path)):
            at_home = any(name_of(path) == room or name_of(path).startswith(f"{room}/") for room in rooms)
            assert at_home, f"{name_of(path)} imports {library}"


def test_the_auditor_shares_nothing_with_what_it_attacks() -> None:
    for path in files("pipelines/audit"):
        assert strangers(path, {"pipelines.audit", "schemas.problems"}) == [], name_of(path)


def test_verify_needs_nothing_but_numpy_and_pyarrow() -> None:
    """Whoever checks a certificate trusts these few files, and none that made it."""
    for path in files("pipelines/verify"):
        assert strangers(path, {"pipelines.verify", "schemas.problems"}) == [], name_of(path)
        others = {name.split(".")[0] for name in imports(path)} - set(sys.stdlib_module_names)
        assert others <= {"numpy", "pyarrow", "pipelines", "schemas"}, name_of(path)


def test_inspection_shares_nothing_with_what_it_inspects() -> None:
    for path in files("pipelines/inspect_site"):
        assert strangers(path, {"pipelines.inspect_site", "schemas.problems"}) == [], name_of(path)


def test_commands_import_nothing_heavy_before_they_are_asked() -> None:
    heavy = (
        "dagster",
        "great_expectations",
        "plotly",
        "duckdb",
        "pandas",
        "pyarrow",
        "pipelines.definitions",
        "pipelines.assets",
    )
    for path in files("pipelines/commands"):
        found = [name for name in imports(path, lazy=False) for room in heavy if is_within(name, room)]
        assert found == [] or path.parent.name == "starters", name_of(path)


def test_check_loads_nothing_of_later_rooms_nor_what_they_need() -> None:
    sample = CHECKOUT / "sources" / "city_police" / "sample" / "Incidents-2022-2024.csv"
    program = (
        "import sys; from pipelines.commands import run_command; run_command(sys.argv[1:]); "
        "heavy = ('dagster', 'great_expectations', 'plotly', 'duckdb', 'pipelines.publish', 'pipelines.effect'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    ran = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", program, "check", str(sample)], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def _is_served(path: Path, name: str) -> bool:
    return any(is_within(name, room) for room in SERVES.get(name_of(path), ()))


def test_nothing_of_the_project_can_reach_a_network() -> None:
    for path in files("pipelines", "schemas", "dashboards"):
        roots = {name.split(".")[0] for name in imports(path) if not _is_served(path, name)}
        assert roots.isdisjoint({"socket", "http", "urllib", "requests", "httpx", "aiohttp", "ftplib", "smtplib"})


def test_no_sql_in_python() -> None:
    selects, makes = r"\bselect\s.*\bfrom\b", r"\bcreate (or replace )?(table|view|schema)\b|\bcopy \("
    for path in files("pipelines", "schemas", "dashboards"):
        forbidden = selects if name_of(path) == "pipelines/engine.py" else f"{selects}|{makes}"
        if name_of(path) not in SQL_IN_PYTHON:
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    assert not re.search(forbidden, node.value, re.DOTALL), f"{name_of(path)}:{node.lineno}"


def test_charts_and_pages_add_nothing_up() -> None:
    """A sum over hidden cells lies. To count cells of a kind is no sum of what they hold."""
    adding = {"sum", "mean", "median", "agg", "aggregate", "cumsum", "pivot_table", "fsum", "average", "add"}
    for path in files("dashboards", "pipelines/show"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and not is_counting(node):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                assert called not in adding, f"{name_of(path)}:{node.lineno}"


def is_counting(call: ast.Call) -> bool:
    """`sum(cell.state == "hidden" for ...)`: so many cells are hidden."""
    return (
        len(call.args) == 1 and isinstance(call.args[0], ast.GeneratorExp) and isinstance(call.args[0].elt, ast.Compare)
    )


def test_no_assert_outside_tests_and_no_error_passed_over() -> None:
    for path in [CHECKOUT / "tipstats.py", *files("pipelines", "schemas", "dashboards")]:
        for node in ast.walk(tree(path)):
            assert not isinstance(node, ast.Assert), f"{name_of(path)}:{node.lineno}"
            if isinstance(node, ast.ExceptHandler):
                caught = "" if node.type is None else ast.unparse(node.type)
                told = isinstance(node.body[-1], ast.Raise | ast.Return)
                assert told or caught not in {"", "Exception", "BaseException"}, f"{name_of(path)}:{node.lineno}"


def test_only_the_launcher_is_installed() -> None:
    told = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'py-modules = ["tipstats"]' in told
    assert imports(CHECKOUT / "tipstats.py", lazy=False) == {"gc", "sys", "pathlib.Path"}
