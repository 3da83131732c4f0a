"""What has to be shown of a certified folder, and by what it can be shown: witnesses, intervals, multipliers."""

from pathlib import Path

import pytest

from pipelines.verify import verify
from tests.certified_example import ALL, LABOUR, N1, N2, OLD_ALL, OLD_S, OLD_SEX, Certified, N, Row, S, codes
from tests.command_line import Said


def test_lines_of_a_cross_are_needed_only_where_no_witness_shows_it(tmp_path: Path) -> None:
    example = Certified()
    example.protected.pop()
    assert verify(example.write(tmp_path)).quantities == 8


def test_a_rebase_is_tied_to_nothing(tmp_path: Path) -> None:
    example = Certified()
    example.release["release"]["kind"] = "rebase"
    example.sums = example.sums[:4]
    assert verify(example.write(tmp_path)).sums == 4
    example.release["release"]["kind"] = "release"
    assert codes(example.write(tmp_path)) == {"TIP-E542"}


def test_a_number_that_is_large_by_a_proof_needs_no_witness(tmp_path: Path) -> None:
    example = Certified()
    example.protected.append(("cross", (N, LABOUR), (ALL,), None, None))
    assert verify(example.write(tmp_path)).quantities == 10
    example.protected.append(("cross", (S, LABOUR), (ALL,), None, None))
    assert codes(example.write(tmp_path)) == {"TIP-E544"}
    example.multipliers = ["10,0,,1", "10,2,,1/2"]
    assert codes(example.write(tmp_path)) == {"TIP-E544"}
    example.multipliers = ["10,99,,1"]
    assert codes(example.write(tmp_path)) == {"TIP-E540"}


def test_sums_of_an_earlier_release_are_known_as_well(tmp_path: Path) -> None:
    """In place of sex, the earlier release told the North: then its total was North and South."""
    example = Certified()
    example.facts[OLD_SEX] |= {"cell": "area=N", "at_least": 45, "at_most": 54}
    example.sums[6] = ("grows", N, (OLD_SEX,))
    for witness, north in zip(example.witnesses.values(), (50, 48, 48), strict=True):
        witness[OLD_SEX] = north
    del example.protected[7]
    del example.protected[3]
    example.protected.append(("increment", (N,), (OLD_SEX,), 0, 1))
    assert codes(example.write(tmp_path)) == {"TIP-E542"}
    example.sums.append(("adds_up", OLD_ALL, (OLD_SEX, OLD_S)))
    assert codes(example.write(tmp_path)) == {"TIP-E544"}  # 50 - 48 is not several
    for name, (now, before) in {"w1": (50, 46), "w2": (50, 46)}.items():
        example.witnesses[name][N], example.witnesses[name][OLD_SEX] = now, before
        example.witnesses[name][OLD_ALL] = 10 + 46
    assert verify(example.write(tmp_path)).sums == 8


def exactly(zeros: str) -> Certified:
    """Areas alone, with exact numbers: Northfell and Northby are gaps that add up to 50."""
    least = 1 if zeros == "shown" else 0
    example = Certified(witnesses={"w0": [60, 50, 10, least, 50 - least], "w1": [60, 50, 10, least + 4, 46 - least]})
    example.release["profile"] = "exact"
    example.release["policy"]["zeros"] = zeros
    del example.release["tables"][1], example.tables["people_by_form"]
    example.tables["people_by_area"] = [
        {"area": "total", "count": 60, "at_least": 60, "at_most": 60, "status": "shown"},
        {"area": "N", "count": 50, "at_least": 50, "at_most": 50, "status": "shown"},
        {"area": "S", "count": 10, "at_least": 10, "at_most": 10, "status": "shown"},
        {"area": "N1", "status": "hidden"},
        {"area": "N2", "status": "hidden"},
    ]
    example.facts = example.facts[:5]
    for fact, count in ((ALL, 60), (N, 50), (S, 10)):
        example.facts[fact] |= {"at_least": count, "at_most": count, "step": 1}
    for fact in (N1, N2):
        example.facts[fact] |= {"at_least": least, "at_most": None, "step": 0}
    example.sums = example.sums[:2]
    example.protected = [("small", (N1,), (), 0, 1), ("small", (N2,), (), 1, 0)]
    return example


@pytest.mark.parametrize("zeros", ["shown", "banded"])
def test_of_a_gap_among_exact_numbers_several_values_are_left(
    zeros: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(exactly(zeros).write(tmp_path)).quantities == 2
    code, said = Said(capsys)("verify", str(tmp_path))
    assert code == 0
    assert "a number that is left out is one number" in said
    narrow = exactly(zeros)
    narrow.witnesses["w1"][N1], narrow.witnesses["w1"][N2] = 3, 47
    assert codes(narrow.write(tmp_path)) == {"TIP-E544"}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ({"count": 3, "at_least": 3, "at_most": 3, "status": "shown"}, "TIP-E545"),
        ({"count": 0, "at_least": 0, "at_most": 0, "status": "shown"}, "TIP-E541"),
    ],
)
def test_a_small_exact_number_may_not_stand_there(cell: Row, code: str, tmp_path: Path) -> None:
    example = exactly("banded")
    example.tables["people_by_area"][3] |= cell
    example.facts[N1] |= {"at_least": cell["count"], "at_most": cell["count"], "step": 1}
    example.witnesses = {"w0": [60, 50, 10, cell["count"], 50 - cell["count"]]}
    example.protected = []
    assert code in codes(example.write(tmp_path))


def test_where_zeros_are_told_a_gap_is_at_least_one(tmp_path: Path) -> None:
    example = exactly("shown")
    example.facts[N1]["at_least"] = 0
    assert codes(example.write(tmp_path)) == {"TIP-E541"}


def test_one_number_alone_needs_no_sum_and_no_witness(tmp_path: Path) -> None:
    example = Certified(witnesses={}, sums=[], protected=[])
    del example.release["tables"][1], example.tables["people_by_form"]
    example.release["tables"][0]["structure"][0] = {"name": "area", "kind": "area"}
    example.tables["people_by_area"] = example.tables["people_by_area"][:1]
    example.facts = example.facts[:1]
    assert codes(example.write(tmp_path)) == {"TIP-E540"}  # a file without witnesses does not even have rows
    example.witnesses = {"w0": [60]}
    assert verify(example.write(tmp_path)).facts == 1
