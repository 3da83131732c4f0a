"""The report as lines of text, for the screen and for a plain file."""

from collections.abc import Iterator

from pipelines.feedback.effect import effect_lines
from pipelines.feedback.repairs import LEVELS, Example, Repair, repairs_of
from pipelines.feedback.report import Report
from pipelines.feedback.wording import column_place, found_text, how_often, wording


def lines_of(report: Report, language: str = "en") -> list[str]:
    """The whole report; five places of every problem."""
    words = wording(language)
    told = report.told_in(language)
    lines = [f"{report.file}: {words['source'].format(name=report.source, holder=report.holder)}"]
    lines += [f"  {report.why}"] if report.why else []
    for part in told.parts:
        counts = words["read"].format(**{name: f"{count}" for name, count in vars(part.counts).items()})
        lines.append(f"{report.file}, {part.record}: {counts}.")
    repairs = repairs_of(told)
    for level in LEVELS:
        of_level = [repair for repair in repairs if repair.level == level]
        if of_level:
            lines += ["", f"{words[level]}:"]
            lines += [line for repair in of_level for line in _repair(repair, words)]
    if any(example.found for repair in repairs for example in repair.examples):
        lines += ["", words["masked"]]
    lines += effect_lines(report.effect, words) if report.effect else []
    return lines


def _repair(repair: Repair, words: dict[str, str]) -> Iterator[str]:
    place = column_place(repair.letter, repair.column)
    at = f", {words['column'].format(place=place)}" if place else ""
    yield f"  {repair.code} {how_often(repair, words)}{at}: {repair.says}."
    for example in repair.examples:
        if said := _example(repair, example, words):
            yield f"    - {said}"
    if repair.more:
        yield f"    - {words['more'].format(count=f'{repair.more:,}')}"
    if repair.expected:
        yield f"    {words['expected'].format(expected=repair.expected)}."
    yield f"    {words['mend'].format(mend=repair.mend)}"


def _example(repair: Repair, example: Example, words: dict[str, str]) -> str:
    """The place, and what is there; the column where the repair is not all about one."""
    place = column_place(example.letter, example.column)
    said = [words["at_row"].format(row=example.row)] if example.row else []
    said += [words["column"].format(place=place)] if place and not repair.column else []
    said += [found_text(example, words)] if example.found or example.nearest else []
    if example.expected and not repair.expected and example.expected != example.column:
        said.append(words["expected"].format(expected=example.expected))
    return ", ".join(said)
