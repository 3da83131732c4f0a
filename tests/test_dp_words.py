"""The trend with noise on the pages: its words in both languages, and no number but the published ones."""

from pathlib import Path

import pytest

import pipelines.publish.dp as trends
from dashboards.texts import read_texts
from pipelines.inspect_site import inspect_site
from pipelines.publish import publish
from pipelines.publish.dp import dp_translations, dp_words
from pipelines.publish.noise import error_at
from pipelines.show import show
from schemas.policy import Dp, Policy
from tests.published_words import release
from tests.test_dp import people


@pytest.mark.parametrize("grain", ["year", "quarter"])
def test_every_sentence_is_there_in_spanish(grain: str) -> None:
    dp = Dp.model_validate({"epsilon_each": 0.5, "epsilon_total": 2, "grain": grain})
    english, spanish = dp_words(dp), dp_translations(dp, "es")
    said = {english["title"], *english["notes"], *(english[name] for name in ("error_95", "low_95", "high_95"))}
    assert said <= set(spanish)
    assert not [text for text in spanish.values() if "{" in text]


def test_the_page_shows_the_trend_with_its_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trends, "draw", lambda counts, _: [count + 3 for count in counts])
    policy = Policy.model_validate({"profile": "dp", "dp": {"epsilon_each": 1, "epsilon_total": 2}})
    told = {**release(), "profile": "dp", "policy": policy.model_dump(mode="json", exclude={"allow"})}
    publish([people(4 * 40)], policy, told, (), tmp_path / "out", budget=tmp_path / "budget")
    show(tmp_path / "out", tmp_path / "site")
    page = (tmp_path / "site" / "when.html").read_text(encoding="utf-8")
    figure = page.partition('id="when_noise"')[2].partition("</section>")[0].replace("\u00a0", " ")
    number, error = 20 + 20 + 3, error_at(1, 0.95)
    between = read_texts("en", {})("number.from_to", number=number, least=number - error, most=number + error)
    assert f"{between}</" in figure
    assert f"at most {error} people more or fewer" in figure
    assert [str(found) for found in inspect_site(tmp_path / "site")] == []
