"""What the downloads are made from: the release, its figures, and the words of each language that has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboards.texts import Texts
from pipelines.show.figures import Figure
from pipelines.show.release import Release

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Offered:
    """`labels` by language, dimension and value. Files hold codes, with the labels of every language beside them."""

    release: Release
    figures: Sequence[Figure]
    texts: Texts
    labels: Labels


def offered(figures: Sequence[Figure], said: Sequence[tuple[Release, Texts]]) -> Offered:
    """Everything that can be taken away of a release, in words of the first language, with the labels of every one."""
    release, texts = said[0]
    return Offered(release, figures, texts, {own.language: told.labels for told, own in said})
