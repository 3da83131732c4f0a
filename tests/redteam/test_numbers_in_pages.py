"""A number that is no registered fact is found wherever it stands in the HTML of a page."""

from collections.abc import Callable

import pytest

from tests.redteam.planted import SECRET, Site

Plant = Callable[[str, str, str], set[str]]
HEADING = '<h2 id="who_age-title">'
LEAKS = {
    "in a sentence": f"<p>{SECRET} people</p>",
    "with a mark of thousands": f"<p>{SECRET:,} people</p>",
    "with a decimal": "<p>66.6125%</p>",
    "in the text of a picture": f'<p title="{SECRET}"></p>',
    "for those who listen": f'<p aria-label="{SECRET} people"></p>',
    "in data for scripts": f'<p data-value="{SECRET}"></p>',
    "in JSON in data for scripts": '<p data-rows="[{&quot;count&quot;: 7319}]"></p>',
    "in the name of an attribute": f'<p data-n{SECRET}="x"></p>',
    "in an address": f'<a href="index.html#{SECRET}">More</a>',
    "in the name of a place": f'<span id="people-{SECRET}"></span>',
    "as a style": f'<p style="width: {SECRET}px"></p>',
    "as a class": f'<p class="width-{SECRET}"></p>',
    "hidden from sight": f'<p hidden class="visually-hidden">{SECRET}</p>',
    "in a comment": f"<!-- {SECRET} -->",
    "in an instruction": f"<?count {SECRET}?>",
    "in signs of HTML": "<p>&#55;&#51;&#x31;&#57;</p>",
    "in pieces": "<p><b>7</b>3<span>1</span>9</p>",
    "with signs without width": "<p>7\u200b3\u200b1\u200b9</p>",
    "in Arabic digits": "<p>\u0667\u0663\u0661\u0669</p>",
    "in wide digits": "<p>\uff17\uff13\uff11\uff19</p>",
    "as a sign of its own": "<p>\u2460\u2466</p>",
    "beside a year": "<p>2024: 7319</p>",
    "looking like a day": "<p>17 January 2024</p>",
    "in the name of an element": f"<x-{SECRET}></x-{SECRET}>",
    "in a sign of style that is none": f"<p>&lt;b {SECRET}&gt;</p>",
    "as the height of nothing": f'<div class="chart" data-height="{SECRET}"></div>',
    "in a list that counts": f'<ol start="{SECRET}"><li>One</li></ol>',
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_a_number_in_a_page_is_found(leak: str, planted: Plant) -> None:
    assert planted("who.html", HEADING, leak + HEADING) == {"TIP-E523"}


@pytest.mark.parametrize("leak", [*LEAKS.values()][::4], ids=[*LEAKS][::4])
def test_a_number_outside_of_figures_is_found(leak: str, planted: Plant) -> None:
    assert planted("index.html", "</main>", f"{leak}</main>") == {"TIP-E523"}


def test_a_number_in_what_a_page_says_of_itself_is_found(planted: Plant) -> None:
    told = '<meta name="referrer"'
    assert planted("index.html", told, f'<meta name="description" content="{SECRET} people">{told}') == {"TIP-E523"}


def test_a_number_in_the_title_is_found(planted: Plant) -> None:
    assert planted("index.html", "</title>", f": {SECRET}</title>") == {"TIP-E523"}


def test_a_number_of_another_figure_is_found(clean: Site, site: Site) -> None:
    """A published number in a place where it is not one says something else."""
    assert "<td>210</td>" not in clean.text("who.html")
    site.replace("who.html", HEADING, f"<p>455 people</p>{HEADING}")
    assert site.codes() == {"TIP-E523"}


def test_a_number_that_its_table_does_not_hold_cannot_be_registered(site: Site) -> None:
    site.replace("who.html", HEADING, f"<p>{SECRET} people</p>{HEADING}")
    line = f"who.html,who_age,sentence,{SECRET},people_by_age_and_gender,count,\n"
    site.write("data/places.csv", site.text("data/places.csv") + line)
    assert site.codes() == {"TIP-E524"}


@pytest.mark.parametrize("part", ["words", "sentence"])
def test_the_register_is_no_place_to_tell_a_number(part: str, site: Site) -> None:
    line = f"who.html,who_age,{part},{SECRET},,,\n"
    site.write("data/places.csv", site.text("data/places.csv") + line)
    assert site.codes() == {"TIP-E524"}


@pytest.mark.parametrize("page", ["nowhere.html", "../who.html", ""])
def test_a_page_that_is_none_cannot_be_registered(page: str, site: Site) -> None:
    site.write("data/places.csv", site.text("data/places.csv") + f"{page},who_age,words,{SECRET},,,\n")
    assert site.codes() == {"TIP-E524"}


def test_what_is_found_is_not_repeated(site: Site) -> None:
    site.replace("who.html", HEADING, f"<p>{SECRET} people</p>{HEADING}")
    said = "\n".join(map(str, site.problems()))
    assert "who.html" in said
    assert "who_age" in said
    assert str(SECRET) not in said


def test_dates_periods_and_words_of_the_release_are_no_statistics(site: Site) -> None:
    said = "1 January 2022, 15 January 2025, January 15, 2025, 2025-01-15, 2023, 2024-Q1, 2024-03, Adults (18 and over)"
    site.replace("who.html", HEADING, f"<p>{said}, 555-0100, release 0.1.0.</p>{HEADING}")
    assert site.codes() == set()


def test_a_clean_site_passes(clean: Site, whole: Site) -> None:
    assert list(map(str, clean.problems())) == []
    assert list(map(str, whole.problems())) == []
