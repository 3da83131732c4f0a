"""The preview: what a save leads to, what is served to whom, and mistakes in words."""

import http.client
import json
import shutil
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from pipelines.preview.preview import Builder
from pipelines.preview.saved import Saved, is_wanted, what_was_saved
from pipelines.preview.serve import OPEN, STRICT, for_preview, serve
from pipelines.preview.state import State
from pipelines.preview.worker import place_of
from pipelines.project import CHECKOUT, Project
from pipelines.show import show
from pipelines.show.one_page import show_pages
from tests.published_example import write_published

CHARTS, COUNTED = CHECKOUT / "dashboards" / "charts", CHECKOUT / "warehouse" / "counted"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published folder and its whole site."""
    base = tmp_path_factory.mktemp("preview")
    show(write_published(base / "published"), base / "site")
    return base


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made / "site", tmp_path / "site"))


@pytest.fixture
def served(site: Path) -> Iterator[tuple[State, ThreadingHTTPServer]]:
    state = State()
    server = serve(state, lambda: site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state, server
    server.shutdown()
    server.server_close()
    thread.join()


def get(server: ThreadingHTTPServer, path: str, host: str = "127.0.0.1") -> tuple[int, bytes]:
    port = server.server_address[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": f"{host}:{port}"})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def test_a_chart_leads_to_pages_alone_and_a_table_to_counts() -> None:
    chart = what_was_saved([CHARTS / "who_gender.py", CHECKOUT / "dashboards" / "theme" / "site.css"])
    assert chart is not None
    assert (chart.charts, chart.counts) == (("who_gender",), False)
    both = what_was_saved([CHARTS / "who_gender.py", COUNTED / "services.sql"])
    assert both is not None
    assert both.counts
    policy = what_was_saved([Path("elsewhere") / "policy.toml"])
    assert policy is not None
    assert policy.counts


@pytest.mark.parametrize(
    "name",
    ["dashboards/_site/index.html", "dashboards/charts/__pycache__/a.py", "dashboards/.a.py", "dashboards/a.py~"],
)
def test_what_nobody_wrote_leads_to_nothing(name: str) -> None:
    assert not is_wanted(CHECKOUT / name)
    assert what_was_saved([CHECKOUT / name]) is None


def test_one_page_made_alone_has_the_same_bytes(made: Path, site: Path) -> None:
    wanted = sorted(path.name for path in site.glob("*.html"))
    before = {name: (site / name).read_bytes() for name in wanted}
    for name in wanted:
        (site / name).write_bytes(b"old")
    show_pages(made / "published", site, wanted[:-1])
    assert {name: (site / name).read_bytes() for name in wanted[:-1]} == {name: before[name] for name in wanted[:-1]}
    assert (site / wanted[-1]).read_bytes() == b"old"


def test_the_page_of_a_saved_chart_is_made_beside_the_one_that_is_looked_at(made: Path, site: Path) -> None:
    for path in site.glob("*.html"):
        path.write_bytes(b"old")
    show_pages(made / "published", site, ["index.html"], ["who_gender"])
    fresh = {path.name for path in site.glob("*.html") if path.read_bytes() != b"old"}
    assert fresh == {"index.html", "who.html"}


def test_pages_are_served_with_a_script_and_lie_on_the_disk_as_they_were(
    site: Path, served: tuple[State, ThreadingHTTPServer]
) -> None:
    state, server = served
    on_disk = (site / "who.html").read_bytes()
    status, page = get(server, "/who.html")
    assert status == 200
    assert page == for_preview(on_disk)
    assert b"/_preview.js" in page
    assert (STRICT in page, OPEN in page) == (False, True)
    assert (site / "who.html").read_bytes() == on_disk
    assert STRICT in on_disk
    assert state.page == "who.html"
    assert get(server, "/_preview.js")[0] == get(server, "/assets/site.css")[0] == 200
    assert get(server, "/")[1] == for_preview((site / "index.html").read_bytes())


def test_only_this_machine_is_answered(site: Path, served: tuple[State, ThreadingHTTPServer]) -> None:
    _, server = served
    assert server.server_address[0] == "127.0.0.1"
    for path in ("/who.html", "/_told?number=-1", "/assets/site.css"):
        assert get(server, path, host="elsewhere.example")[0] == 403
    (site.parent / "secret.html").write_text("secret", encoding="utf-8")
    for path in ("/../secret.html", "/%2e%2e/secret.html", "/assets/../../secret.html"):
        assert b"secret" not in get(server, path)[1]


def test_the_page_is_told_what_is_going_on(served: tuple[State, ThreadingHTTPServer]) -> None:
    state, server = served
    state.tell(is_new=True)
    state.tell(mistakes=["who_gender.py: the chart does not say draw."])
    told = json.loads(get(server, "/_told?number=-1")[1])
    assert told["version"] == 1
    assert told["mistakes"] == ["who_gender.py: the chart does not say draw."]
    state.tell(busy="Counting")
    told = json.loads(get(server, f"/_told?number={told['number']}")[1])
    assert (told["busy"], told["mistakes"], told["version"]) == ("Counting", [], 1)


def test_a_mistake_in_a_file_is_told_by_its_place_without_a_traceback() -> None:
    wrong = SyntaxError("invalid syntax")
    wrong.filename, wrong.lineno = str(CHARTS / "who_gender.py"), 7
    assert place_of(wrong) == "dashboards/charts/who_gender.py, line 7: invalid syntax"
    code = compile("\n\nunknown_name", str(CHARTS / "who_gender.py"), "exec")
    with pytest.raises(NameError) as caught:
        exec(code)  # noqa: S102  # a file of three lines, as somebody may save it
    said = place_of(caught.value)
    assert said == "dashboards/charts/who_gender.py, line 3: NameError: name 'unknown_name' is not defined"


def test_a_save_makes_the_pages_in_a_process_of_its_own(made: Path, tmp_path: Path) -> None:
    """With the real processes: first the whole site, then what was published is broken, and that is said in words."""
    project, said, state = Project(tmp_path), list[str](), State()
    published = Path(shutil.copytree(made / "published", project.published))
    builder = Builder(project, state, said.append)
    builder.build(Saved((), counts=False, at=0.0))
    builder.last.join()
    whole = {path.name: path.read_bytes() for path in (made / "site").glob("*.html")}
    assert {path.name: path.read_bytes() for path in builder.site.glob("*.html")} == whole
    assert state.version == 1
    (published / "release.json").unlink()
    builder.build(Saved((), counts=False, at=0.0))
    builder.last.join()
    builder.end()
    assert state.version == 1
    assert len(state.mistakes) == 1
    assert "TIP-E350" in state.mistakes[0]
    assert said[-1] == state.mistakes[0]
