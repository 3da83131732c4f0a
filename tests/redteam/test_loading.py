"""A page loads nothing from elsewhere, runs nothing but its own scripts, and tells browsers so."""

import pytest

from tests.redteam.planted import Site

FROM_ELSEWHERE = {
    "a script": '<script src="https://cdn.example.org/plotly.js"></script>',
    "a script without its scheme": '<script src="//cdn.example.org/plotly.js"></script>',
    "a style": '<link rel="stylesheet" href="http://example.org/site.css">',
    "letters": '<link rel="preload" href="https://fonts.example.org/a.woff2">',
    "a picture": '<img src="https://example.org/count.gif?page=who" alt="">',
    "a picture in two sizes": '<img srcset="https://example.org/a.png 2x" alt="">',
    "a frame": '<iframe src="https://example.org/"></iframe>',
    "a script of its own": "<script>fetch('https://example.org')</script>",
    "what a click does": '<p onclick="alert(1)">More</p>',
    "a page that moves on": '<meta http-equiv="refresh" content="0;url=https://example.org">',
    "what opens at a click": '<p><a href="javascript:alert(1)">More</a></p>',
    "a page in a link": '<p><a href="data:text/html,x">More</a></p>',
    "a word to others at a click": '<p><a href="who.html" ping="https://example.org">More</a></p>',
    "a ground": '<p background="//example.org/a.png"></p>',
    "another base": '<base href="https://example.org/">',
}


@pytest.mark.parametrize("leak", FROM_ELSEWHERE.values(), ids=FROM_ELSEWHERE)
def test_what_is_loaded_or_run_from_elsewhere_is_found(leak: str, site: Site) -> None:
    site.replace("who.html", "</head>", f"{leak}</head>")
    assert "TIP-E528" in site.codes()


POLICIES = {
    "none": ("default-src 'none'; script-src 'self'; style-src 'self'", ""),
    "scripts of others": ("script-src 'self'", "script-src 'self' https://cdn.example.org"),
    "scripts in the page": ("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
    "anything else": ("default-src 'none'", "default-src *"),
    "sending": ("connect-src 'none'", "connect-src https://example.org"),
}


@pytest.mark.parametrize("change", POLICIES.values(), ids=POLICIES)
def test_a_weak_policy_is_found(change: tuple[str, str], site: Site) -> None:
    site.replace("who.html", *change)
    assert site.codes() == {"TIP-E528"}


def test_a_page_may_point_to_others(site: Site) -> None:
    site.replace("who.html", "</main>", '<p><a href="https://help.example.org">Help</a></p></main>')
    assert site.codes() == set()


@pytest.mark.parametrize("number", ["7319", "555-0107", "555-01007", ""])
def test_a_number_to_call_is_that_of_the_helpline(number: str, site: Site) -> None:
    site.replace("who.html", 'href="tel:5550100"', f'href="tel:{number}"')
    assert site.codes() == {"TIP-E528"}


def test_an_id_that_no_script_asks_for_is_found(site: Site) -> None:
    site.replace("who.html", '<meta name="plotly-style" id="', '<meta name="plotly-style" id="7319')
    assert site.codes() == {"TIP-E528"}


@pytest.mark.parametrize("key", ["tables", "labels", "community"])
@pytest.mark.parametrize("value", [[7], "x", {"a": 1}, [{"name": "x", "structure": 3}]])
def test_a_release_that_says_something_else_is_no_clean_one(key: str, value: object, site: Site) -> None:
    site.release(lambda told: told.update({key: value}))
    assert site.codes()


@pytest.mark.parametrize("name", ["index.html", "data/release.json", "data/places.csv"])
def test_a_folder_that_is_no_site_is_said_to_be_none(name: str, site: Site) -> None:
    (site.root / name).unlink()
    assert [str(problem)[: len(f"TIP-E520 {name}")] for problem in site.problems()] == [f"TIP-E520 {name}"]
