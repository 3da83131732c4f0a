"""What the downloads are made from: the release, its figures, and the words of each language that has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboards.texts import Texts
from pipelines.show.charts import Chart
from pipelines.show.figures import About, about_figure
from pipelines.show.release import Release

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Offered:
    """`labels` by language, dimension and value. Files hold codes, with the labels of every language beside them."""

    release: Release
    figures: Sequence[About]
    texts: Texts
    labels: Labels


def offered(release: Release, charts: Sequence[Chart], texts: Texts) -> Offered:
    """Everything that can be taken away of this release, in words of the language of `texts`."""
    made = [about_figure(chart, release, texts) for chart in charts]
    labels = {texts.language: release.labels}
    return Offered(release, [figure for figure in made if figure is not None], texts, labels)
