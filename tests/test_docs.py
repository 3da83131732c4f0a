"""What the documents say is true: commands run, folders exist, declarations load, and every message has its code."""

import ast
import re
import shutil
import string
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from pipelines.commands import new
from pipelines.project import CHECKOUT, PRESETS, Project
from schemas.problems import Mistake, catalogue
from schemas.source import Agreement, Column, FileFormat, Filter, Join, Question, Record, Source, read_source
from tests.command_line import Said

GUIDES = ("README.md", "CONTRIBUTING.md")
PARTS = (Source, Agreement, FileFormat, Record, Column, Question, Filter, Join)
CODE = re.compile(r"TIP-E\d{3}")
WRITTEN_IN = ("pipelines", "schemas", "dashboards")


def text(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text(name), re.M | re.S)


def named(pattern: str) -> list[str]:
    return sorted({found for guide in GUIDES for found in re.findall(pattern, text(guide))})


@pytest.mark.parametrize("command", named(r"(?:`|bin/)tipstats ([a-z]+)"))
def test_every_command_that_is_named_runs(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert Said(capsys)(command, "--help")[0] == 0


@pytest.mark.parametrize("line", named(r"tipstats [a-z]+[^\n]*?--[^\n]*"))
def test_every_option_that_is_named_exists(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = Said(capsys)(line.split()[1].strip("`"), "--help")[1]
    assert set(re.findall(r"--[a-z-]+", line)) <= {"--project", *re.findall(r"--[a-z-]+", told)}


@pytest.mark.parametrize("target", named(r"(?:`|\$ )make ([a-z-]+)"))
def test_every_make_target_that_is_named_exists(target: str) -> None:
    assert re.search(rf"^{target}:", text("Makefile"), re.M)


def test_the_readme_names_every_command_and_target(capsys: pytest.CaptureFixture[str]) -> None:
    listed = Said(capsys)("--help")[1].partition("Commands:")[2]
    for command in re.findall(r"^  (\w+)", listed, re.M):
        assert f"`tipstats {command}" in text("README.md")
    for target in re.findall(r"^([a-z-]+):", text("Makefile"), re.M):
        assert f"make {target}" in text("README.md")


@pytest.mark.parametrize("path", named(r"`((?:DIR/)?[\w.<>-]+/[\w.<>/-]*|[\w-]+\.(?:md|toml|csv|lock|geojson))`"))
def test_every_path_that_is_named_exists_or_is_made_by_a_run(path: str) -> None:
    plain = re.sub(r"<\w+>", "*", path.removeprefix("DIR/")).rstrip("/")
    if plain.startswith(".venv/"):
        return
    project = Project(CHECKOUT)
    made = {project.published, project.site, project.dagster, project.gates, project.data("x").parent, project.releases}
    made |= {project.data("protection.txt"), project.submissions}
    from_a_run = {folder.relative_to(CHECKOUT).as_posix() for folder in made} | {"received", "inbox", "reports"}
    inside = {f"sources/*/{name}" for name in ("inbox", "received", "reports")} | {"sources/shelter/inbox"}
    anywhere = any(CHECKOUT.glob(plain)) or any(CHECKOUT.glob(f"sources/*/{plain}"))
    assert anywhere or plain in from_a_run | inside, path


def test_the_exit_codes_of_the_readme_are_those_of_the_program() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", text("README.md"), re.M)}
    assert told == {0, Mistake.exit_code, *(kind.exit_code for kind in Mistake.__subclasses__())}


def test_the_whole_declaration_loads_and_names_every_key(tmp_path: Path) -> None:
    [declaration] = blocks("CONTRIBUTING.md", "toml")
    (tmp_path / "source.toml").write_text(declaration, encoding="utf-8")
    assert len(read_source(tmp_path, PRESETS).record) > 1
    for part in PARTS:
        for key in keys(part):
            assert re.search(rf"\b{key}\b", declaration), f"{part.__name__}.{key}"


def keys(part: type[BaseModel]) -> list[str]:
    """The keys that a person may write; the name of a source is the name of its folder."""
    return [field.alias or name for name, field in part.model_fields.items() if (part, name) != (Source, "name")]


def test_the_whole_chart_is_the_one_that_new_makes() -> None:
    assert blocks("CONTRIBUTING.md", "python") == [(new.STARTERS / "chart.py").read_text(encoding="utf-8")]


@pytest.mark.parametrize("source", sorted(path.parent.name for path in CHECKOUT.glob("sources/*/source.toml")))
def test_every_source_has_a_page_in_both_languages(source: str) -> None:
    assert "## En español" in text(f"sources/{source}/README.md")


def test_the_version_is_told_everywhere() -> None:
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert re.search(r"^## (\S+)", text("CHANGELOG.md"), re.M)[1] == version  # type: ignore[index]  # None fails, too


def test_every_message_has_its_level_and_its_words() -> None:
    for code, entry in catalogue().items():
        assert CODE.fullmatch(code)
        assert set(entry) == {"level", "says", "mend"}, code
        assert entry["level"] in {"stop", "row", "note"}, code
        assert entry["says"], code
        assert entry["mend"][-1] in ".}", code
    assert len({entry["says"] for entry in catalogue().values()}) == len(catalogue())


def test_every_code_is_used_and_every_used_code_exists() -> None:
    used: dict[str, set[str]] = {}
    for path in (path for folder in WRITTEN_IN for path in (CHECKOUT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for code in CODE.findall(node.value):
                    used.setdefault(code, set()).add(path.name)
    assert set(used) == set(catalogue())


def test_every_message_is_given_the_words_that_it_needs() -> None:
    for path in (path for folder in WRITTEN_IN for path in (CHECKOUT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "problem" and node.args):
                continue
            code, given = node.args[0], {word.arg for word in node.keywords}
            if isinstance(code, ast.Constant) and isinstance(code.value, str) and None not in given:
                entry = catalogue()[code.value]
                parsed = [part for key in ("says", "mend") for part in string.Formatter().parse(entry[key])]
                assert {name for _, name, _, _ in parsed if name} <= given, f"{path.name}:{node.lineno} {code.value}"


def test_a_copy_of_the_sample_is_a_community(tmp_path: Path) -> None:
    for name in ("community.toml", "policy.toml", "areas.csv", "areas.geojson"):
        shutil.copyfile(CHECKOUT / name, tmp_path / name)
    new.new_source(tmp_path / "sources", "shelter")
    project = Project(tmp_path)
    assert project.community.name
    assert project.policy == Project(CHECKOUT).policy
    assert project.areas
    assert list(project.sources) == ["shelter"]
