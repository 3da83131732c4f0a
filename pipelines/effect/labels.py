"""What the figures of the tables are called on the pages, in the language of the report as far as there are words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.about import about
from pipelines.count import TableSpec
from pipelines.project import Project
from pipelines.tables import ANY_ANSWER, TOTAL, CountedTable
from schemas.fields import Field
from schemas.labels import Language, field_label, word_label
from schemas.words import list_names, missing_words, word_list

Cell = tuple[str, ...]
ALL = {"en": "all", "es": "total"}
ANY = {"en": "{name} known", "es": "{name}: con respuesta"}


@dataclass(frozen=True)
class Labels:
    """Every value of every dimension with its label."""

    labels: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(
        cls, project: Project, specs: Mapping[str, TableSpec], tables: Mapping[str, CountedTable], language: Language
    ) -> "Labels":
        """The labels of the pages; words of the closed lists in the language."""
        values: dict[str, dict[str, None]] = {}
        for name, table in tables.items():
            for dimension in specs[name].dimensions:
                values.setdefault(dimension, {}).update(dict.fromkeys(table.frame[dimension].astype("str")))
        found = {name: tuple(each) for name, each in values.items()}
        said = about(project.community, project.areas, project.sources, specs, found, project.policy)["labels"]
        return cls({name: {**own, **_words(name, specs, language)} for name, own in said.items()})

    def cell(self, names: Sequence[str], cell: Cell) -> str:
        """One figure in words: its values but for totals, unless it is the total of everything."""
        pairs = list(zip(names, cell, strict=True))
        told = [pair for pair in pairs if pair[1] != TOTAL] or pairs[:1]
        return ", ".join(self.labels[name].get(value, value) for name, value in told)


def _words(name: str, specs: Mapping[str, TableSpec], language: Language) -> dict[str, str]:
    """The sums of one dimension, and its words in a language other than that of the pages."""
    title = field_label(Field(name, "word", ""), language)
    sums = {TOTAL: ALL[language], ANY_ANSWER: ANY[language].format(name=title)}
    lists = {spec.dimensions[name].list for spec in specs.values() if name in spec.dimensions} & set(list_names())
    words = [missing_words(), *map(word_list, sorted(lists))] if language != "en" else []
    return sums | {word.name: word_label(word, language) for one in words for word in one.words.values()}
