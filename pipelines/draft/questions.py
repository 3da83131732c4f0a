"""Which columns of a survey are closed questions: few different answers, in one column or in one for each answer."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pipelines.draft.seen import Seen
from pipelines.personal import header_kind
from schemas.headers import GROUP
from schemas.words import fold, missing_texts

# What survey tools write beside the answers.
OF_THE_TOOL = ("end", "today", "deviceid", "device", "username", "enumerator", "interviewer", "simid", "instanceid")
MOST_ANSWERS = 20
YES_NO = frozenset({"0", "1", "yes", "no", "true", "false", "si"})


@dataclass
class Asked:
    """One question: its column, its answers as they are written, their yes/no columns, and how many are too `rare`."""

    name: str
    header: str = ""
    answers: list[str] = field(default_factory=list)
    flags: dict[str, str] = field(default_factory=dict)
    split: str = ""
    rare: int = 0


def questions(seen: Mapping[str, Seen], used: Collection[str]) -> list[Asked]:
    """The questions of a survey among the columns that nothing else uses, in the order of the file."""
    found: dict[str, Asked] = {}
    for header, question, answer in _options(seen, used):
        asked = found.setdefault(question, Asked(_name(question), question if question in seen else ""))
        asked.flags[header] = answer
        asked.answers.append(answer)
        asked.split = " " if asked.header else ""
    for header, column in seen.items():
        free = header not in used and header not in found and not any(header in each.flags for each in found.values())
        if free and _is_question(header, column):
            often = column.often()
            found[header] = Asked(_name(header), header, often, rare=len(column.answers) - len(often))
    order = {header: at for at, header in enumerate(seen)}
    return sorted(found.values(), key=lambda each: order[each.header or next(iter(each.flags))])


def _options(seen: Mapping[str, Seen], used: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Every yes/no column of an answer: its header, its question, its answer."""
    for header, column in seen.items():
        question, mark, answer = header.rpartition(GROUP)
        if mark and answer and header not in used and {fold(text) for text in column.texts} <= YES_NO:
            several = sum(other.rpartition(GROUP)[0] == question for other in seen)
            if (several > 1 or question in seen) and not {":", ";"} & {*answer} and fold(answer) not in missing_texts():
                yield header, question, answer


def _is_question(header: str, column: Seen) -> bool:
    is_tool = header.startswith("_") or fold(header) in OF_THE_TOOL or GROUP + "_" in header
    answers = column.answers
    plain = all(not {":", ";"} & {*text} and not text.replace(".", "").isdecimal() for text in answers)
    fits = len(column.often()) > 1 and len(answers) <= MOST_ANSWERS and column.is_coded and plain
    return fits and not is_tool and not header_kind(header)


def _name(header: str) -> str:
    """A name of our own making: letters, digits and underscores of the last part."""
    last = header.rpartition(GROUP)[2]
    kept = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in fold(last))
    return "_".join(part for part in kept.split("_") if part)[:40] or "question"
