"""The household survey: two rounds, exported from KoboToolbox; the second export holds the first round once more."""

import numpy as np

from pipelines.simulate.draw import Around, Recorded, joined, rows_of, slips, texts, without
from pipelines.simulate.files import Desk, Form
from pipelines.simulate.people import Ints

SIGNS = ("locked_in", "papers_taken", "debt", "child_working", "none")
SIGNS_SHARE = (0.05, 0.06, 0.09, 0.04)
KNOWS = ("yes", "no", "dont_know", "prefer_not_answer")
# "mayor" was a choice of an earlier version of the form.
CALLS = ("police", "helpline", "nonprofit", "nobody", "dont_know", "mayor")
META = ("start", "end", "deviceid", "enumerator", "area", "stratum", "cluster", "consent")
FORM = Form(
    header=(
        (
            *META,
            "knows_helpline",
            "would_call",
            "signs_seen",
            *(f"signs_seen/{sign}" for sign in SIGNS),
            "weight",
            "_id",
            "_uuid",
            "_submission_time",
            "_index",
        ),
    ),
    delimiter=";",
    encoding="utf-8-sig",
    is_quoted=True,
)
ROUNDS = (2023, 2024)
RATES = {"bad_word": 0.01, "bad_weight": 0.005, "no_consent": 0.03, "flags_differ": 0.01, "no_signs": 0.03}


def ask(households: int, rng: np.random.Generator, desk: Desk, around: Around) -> Recorded:
    """Draw households by area, half of them in each round, and write both exports."""
    shares = np.array(around.populations) / sum(around.populations)
    area = rng.choice(len(shares), households, p=shares)
    round_ = (np.arange(households) >= households // 2).astype(np.int64)
    slip = slips(rng, households, RATES)
    rows = _answers(households, rng, area, round_, slip, around)
    first = [row for row, at in zip(rows, round_.tolist(), strict=True) if at == 0]
    blank = 0
    if desk.is_one_file:
        first, everything = [], rows
    else:
        everything = rows
        blank = desk.spread(
            np.zeros(len(first), dtype=np.int64), lambda _: f"household_{ROUNDS[0]}.csv", lambda _: FORM, first
        )
    blank += desk.spread(
        np.zeros(len(everything), dtype=np.int64), lambda _: f"household_{ROUNDS[1]}.csv", lambda _: FORM, everything
    )

    bad = np.concatenate([slip["bad_word"], slip["bad_weight"]])
    kept = without(households, bad, slip["no_consent"])
    # The first round is delivered twice, so each of its rows is counted once more in its own way.
    once_more = round_ == 0 if first else np.zeros(households, dtype=bool)
    counts = {
        "usable": len(kept),
        "bad": len(bad) + int(once_more[bad].sum()),
        "no_consent": len(slip["no_consent"]),
        "duplicate": int(once_more[kept].sum() + once_more[slip["no_consent"]].sum()),
        "blank": blank,
    }
    return Recorded({"response": counts})


def _answers(
    count: int, rng: np.random.Generator, area: Ints, round_: Ints, slip: dict[str, Ints], around: Around
) -> list[tuple[str, ...]]:
    """One row per form."""
    signs = _signs(rng, count)
    signs[slip["no_signs"]] = 0
    calls = rng.choice(5, count, p=[0.48, 0.16, 0.18, 0.10, 0.08])
    calls[slip["bad_word"]] = CALLS.index("mayor")
    consent = np.full(count, "yes", dtype=object)
    consent[slip["no_consent"]] = "no"
    weight = _weights(area, round_, around)
    weight[slip["bad_weight"]] = "-1"
    flags = [((signs >> at) & 1).astype(str).astype(object) for at in range(len(SIGNS))]
    for flag in flags:
        flag[slip["no_consent"]] = ""
    differ = slip["flags_differ"]
    flags[0][differ] = np.where(flags[0][differ] == "1", "0", "1")
    knows = texts(KNOWS, rng.choice(4, count, p=[0.38, 0.52, 0.07, 0.03]))
    answers = [knows, texts(CALLS, calls), joined(signs, SIGNS, " ", "dont_know")]
    for answer in answers:
        answer[slip["no_consent"]] = ""
    number = np.arange(1, count + 1)
    minute = rng.integers(0, 480, count)
    start, end, sent = _times(rng, round_, minute)
    stratum = np.where(np.array(around.is_city)[area], "city", "county").astype(object)
    cluster = texts(
        [f"c{place:02d}{part}" for place in range(len(around.names)) for part in "abc"], area * 3 + number % 3
    )
    text = number.astype(str).astype(object)
    meta = (start, end, "tablet", "e7", around.area_texts(rng, area), stratum, cluster, consent)
    return rows_of(*meta, *answers, *flags, weight, text, _uuids(rng, count), sent, text)


def _signs(rng: np.random.Generator, count: int) -> Ints:
    """Noticed signs as bits; `none` where there are none of the others."""
    found = np.zeros(count, dtype=np.int64)
    for at, share in enumerate(SIGNS_SHARE):
        found |= (rng.random(count) < share).astype(np.int64) << at
    return np.where(found == 0, 1 << SIGNS.index("none"), found)


def _weights(area: Ints, round_: Ints, around: Around) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    """People of the area for whom one answer of its round stands."""
    cell = round_ * len(around.populations) + area
    answered = np.bincount(cell, minlength=2 * len(around.populations))
    stands_for = np.tile(np.array(around.populations), 2) / np.maximum(answered, 1)
    return texts([f"{weight:.2f}" for weight in stands_for.tolist()], cell)


def _times(rng: np.random.Generator, round_: Ints, minute: Ints) -> tuple[object, object, object]:
    """Start and end with the offset of the place, and the time of sending, which Kobo gives in UTC."""
    day = rng.integers(1, 29, len(round_)).tolist()
    clock = [(9 + at // 60, at % 60) for at in minute.tolist()]
    years = [ROUNDS[at] for at in round_.tolist()]
    moments = list(zip(years, day, clock, strict=True))
    form = "{}-05-{:02d}T{:02d}:{:02d}:{}.000-05:00"
    start = [form.format(year, on, hour, at, "00") for year, on, (hour, at) in moments]
    end = [form.format(year, on, hour, at, "48") for year, on, (hour, at) in moments]
    sent = [f"{year}-05-{on:02d}T{hour + 5:02d}:{at:02d}:59" for year, on, (hour, at) in moments]
    return tuple(np.array(texts_, dtype=object) for texts_ in (start, end, sent))  # type: ignore[return-value]  # three in, three out


def _uuids(rng: np.random.Generator, count: int) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    digits = rng.bytes(16 * count).hex()
    names = [digits[at : at + 32] for at in range(0, len(digits), 32)]
    return np.array(
        [f"{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}" for name in names], dtype=object
    )
