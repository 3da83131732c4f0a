"""Histograms, boxes, violins and their like count in the browser, from rows that they carry there."""

import pytest

from tests.redteam.planted import Site

COUNTING = ("histogram", "histogram2d", "histogram2dcontour", "box", "violin", "splom", "parcoords", "parcats")
DRAWING = ("pie", "table", "heatmap", "scattergl", "contour", "sankey", "treemap", "indicator", "choropleth", "image")


@pytest.mark.parametrize("kind", [*COUNTING, *DRAWING])
def test_other_kinds_of_marks_are_found(kind: str, site: Site) -> None:
    site.draw("who.html", "who_age", lambda drawing: drawing["data"].append({"type": kind, "y": []}))
    assert site.codes() == {"TIP-E525"}


def test_raw_rows_in_a_histogram_are_found(site: Site) -> None:
    rows = {"type": "histogram", "x": [11, 12, 13, 13, 14]}
    site.draw("who.html", "who_age", lambda drawing: drawing["data"].append(rows))
    assert "TIP-E525" in site.codes()


def test_raw_rows_in_a_scatter_are_found(site: Site) -> None:
    rows = {"type": "scatter", "mode": "markers", "x": [11.3, 12.1, 13.7], "y": [1.5, 1.5, 1.5]}
    site.draw("who.html", "who_age", lambda drawing: drawing["data"].append(rows))
    assert "TIP-E526" in site.codes()


def test_a_drawing_in_another_form_is_found(site: Site) -> None:
    site.replace("who.html", '<div class="chart"', '<svg viewBox="0 0 9 9"><path d="M0 0h7"/></svg><div class="chart"')
    assert "TIP-E528" in site.codes()


@pytest.mark.parametrize("tag", ["img", "canvas", "iframe", "object", "embed", "style", "form", "video"])
def test_what_no_text_says_is_found(tag: str, site: Site) -> None:
    site.replace("who.html", '<div class="chart"', f'<{tag}></{tag}><div class="chart"')
    assert "TIP-E528" in site.codes()
