"""The forms of our own, the plain list, and that every preset is tried."""

from pathlib import Path
from typing import Any

import pytest

from pipelines.project import PRESETS
from schemas.words import fold, list_names, missing_texts, word_list
from tests.preset_exports import came, export
from tests.small_tables import Drop, linked

OWN = {
    "court_log": (
        "court_case",
        ["Case number", "Date filed", "Charge", "Stage", "Outcome"],
        [
            ["C1", "2024-01-05", "Sex trafficking of a minor; Kidnapping", "Closed", "Guilty plea"],
            ["C2", "2024-02-05", "labor trafficking", "in trial", ""],
        ],
        {
            "charge": ["child_sexual_trafficking;other", "labour_trafficking"],
            "outcome": ["convicted_of_trafficking", "unknown"],
        },
    ),
    "tips": (
        "tip",
        ["Tip number", "Fecha del aviso", "Vía", "Quién avisó", "Type of exploitation", "Qué se hizo"],
        [
            ["T1", "2024-01-05", "Llamada", "vecina", "Sex Trafficking; Labor Trafficking", "policía"],
            ["T2", "2024-01-06", "Webforms", "anonymous", "Not Specified / Other", "insufficient information"],
        ],
        {
            "channel": ["phone", "form"],
            "handling": ["passed_to_police", "not_enough"],
            "exploitation": ["forced_labour;sexual_exploitation", "unknown"],
        },
    ),
    "activities": (
        "activity",
        ["Activity number", "Date held", "Activity", "Audience", "Outcome", "People reached"],
        [
            ["A1", "2024-01-05", "Training", "nurse", "completed", "20"],
            ["A2", "2024-01-06", "street outreach", "at risk", "referrals made", "7"],
        ],
        {},
    ),
    "interviews": (
        "response",
        ["Interview number", "Interview date", "Consent", "Who answered", "Barriers"],
        [
            ["I1", "2024-01-05", "yes", "survivor", "fear; Language"],
            ["I2", "2024-01-06", "no", "survivor", "money"],
        ],
        {"answers": ["who:survivor;barriers:fear;barriers:language"]},
    ),
    "generic": (
        "identification",
        ["Número de caso", "Fecha de ingreso", "Edad", "Género", "Tipo de explotación"],
        [
            ["1", "2024-01-05", "17", "mujer", "Trabajo forzoso; sexual"],
            ["2", "2024-01-06", "", "hombre", ""],
        ],
        {"age_group": ["child", "unknown"], "exploitation": ["forced_labour;sexual_exploitation", "unknown"]},
    ),
}


@pytest.mark.parametrize("preset", sorted(OWN))
def test_forms_of_our_own(tmp_path: Path, preset: str) -> None:
    record, headers, rows, expected = OWN[preset]
    found = came(tmp_path, preset, export(tmp_path / "own.csv", [headers, *rows], bom=True))
    counts = found.outcomes[record].counts
    assert (counts.read, counts.balances) == (2, True)
    assert counts.rejected == (2 if preset == "activities" else 0)  # "nurse" and "at risk" are no audience
    assert {field: found.values(field, record) for field in expected} == expected


def test_every_preset_is_tried_here() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("test_presets*.py")))
    assert [path.stem for path in PRESETS.glob("*.toml") if f'"{path.stem}"' not in text] == []


@pytest.mark.parametrize("name", list_names())
def test_no_text_of_a_scheme_is_two_words_or_no_answer(name: str) -> None:
    for scheme in ("generic", "htcds"):
        words = [{fold(text) for text in word.texts.get(scheme, ())} for word in word_list(name).words.values()]
        assert sum(map(len, words)) == len(set().union(*words))
        assert set().union(*words) & set(missing_texts()) == set()


DROPS: dict[str, tuple[dict[str, str], tuple[str, ...], dict[str, Any]]] = {
    "court_case": (
        {"filed_on": "day", "charge": "a", "stage": "b", "outcome": "c"},
        ("labor trafficking", "trial", "pending"),
        {"charge": "labour_trafficking", "stage": "trial", "outcome": "pending"},
    ),
    "tip": (
        {"reported_on": "day", "channel": "a", "handling": "b", "place_type": "c"},
        ("chat", "police", "hotel"),
        {"channel": "chat", "handling": "passed_to_police", "place_type": "hotel_motel", "reporter": "not_collected"},
    ),
    "activity": (
        {"held_on": "day", "activity_kind": "a", "activity_outcome": "b", "people_reached": "c"},
        ("taller", "held", "12"),
        {"activity_kind": "training", "activity_outcome": "held", "people_reached": 12},
    ),
}


@pytest.mark.parametrize("name", sorted(DROPS))
def test_the_last_that_was_said_of_a_record_is_linked(tmp_path: Path, name: str) -> None:
    columns, cells, expected = DROPS[name]
    record = {"id": "no", "columns": columns}
    first = "no | day | a | b | c\n1 | 2023-01-05 | | |\n2 | 2019-01-05 | | |"
    second = f"no | day | a | b | c\n1 | 2023-02-05 | {' | '.join(cells)}"
    rows = linked(tmp_path, [Drop(record, first, name), Drop(record, second, name)])[name]
    assert rows[["period", *expected]].to_dict("records") == [{"period": "2023-02", **expected}]
