"""What the downloads are made from: the release, its figures, and the words of each language that has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboards.texts import Texts
from pipelines.show.figures import Figure
from pipelines.show.release import Release

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Offered:
    """`labels` by language, dimension and value. Files hold codes, with the labels of every language beside them.

    `others` is the same in every other language of the community.
    """

    release: Release
    figures: Sequence[Figure]
    texts: Texts
    labels: Labels
    others: Sequence["Offered"] = ()


def offered(said: Sequence[tuple[Release, Sequence[Figure], Texts]]) -> Offered:
    """Everything that can be taken away of a release, in each of its languages, the first one in front."""
    labels = {own.language: told.labels for told, _, own in said}
    first, *others = (Offered(release, figures, texts, labels) for release, figures, texts in said)
    return replace(first, others=others)
