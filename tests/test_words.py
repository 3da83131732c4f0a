"""The closed lists: each text of a scheme means one word, and nothing is explained by its own name alone."""

from collections import Counter

import pytest

from schemas.records import record_types
from schemas.words import MISSING, SCHEMES, countries, fold, list_names, missing_texts, missing_words, word_list

# The scheme and the text by which each standard writes a word of ours; HTCDS 2.0, CTDC codebook, NIBRS, NRM.
KNOWN = [
    ("exploitation", "htcds", "ForcedMilitaryByNonStateActors", "forced_military"),
    ("exploitation", "ctdc", "Slavery and similar practices", "servitude"),
    ("exploitation", "nibrs", "64B", "forced_labour"),
    ("exploitation", "nrm", "Organ Harvesting", "organ_removal"),
    ("age_group", "ctdc", "9--17", "child"),
    ("age_group", "ctdc", "18--20", "adult"),
    ("age_group", "nrm", "Child (17 or under)", "child"),
    ("age_group", "glotip", "18 years or over", "adult"),
    ("gender", "ctdc", "Transgender/NonConforming", "transgender"),
    ("recruiter_relation", "htcds", "Unaquainted", "stranger"),
    ("recruiter_relation", "nibrs", "BG", "intimate_partner"),
    ("place_type", "nibrs", "58", "online"),
    ("clearance", "nibrs", "N", "open"),
    ("offence", "nibrs", "64A", "commercial_sex_acts"),
    ("means_of_control", "ctdc", "Uses children", "threats_to_family"),
    ("recruitment", "htcds", "ThroughOnlineSocialNetworks", "online_social_networks"),
    ("service", "generic", "Inmigración", "immigration"),
]


@pytest.mark.parametrize(("name", "scheme", "text", "word"), KNOWN)
def test_texts_of_the_standards(name: str, scheme: str, text: str, word: str) -> None:
    assert word_list(name).crosswalk(scheme)[fold(text)] == word


@pytest.mark.parametrize("name", list_names())
def test_a_text_means_one_word_alone(name: str) -> None:
    words = word_list(name).words.values()
    for scheme in SCHEMES:
        told = Counter(text for word in words for text in {fold(text) for text in word.texts.get(scheme, ())})
        assert all(times == 1 for times in told.values()), (scheme, told.most_common(1))
        crosswalk = word_list(name).crosswalk(scheme)
        assert all(crosswalk[fold(word.name)] == word.name for word in words), scheme


@pytest.mark.parametrize("name", list_names())
def test_words_have_labels_and_meanings_of_their_own(name: str) -> None:
    words = word_list(name).words.values()
    assert len({word.label for word in words}) == len(words)
    assert all(word.means.endswith(".") and len(word.means) > 3 for word in words)
    assert all(set(word.texts) <= set(SCHEMES) for word in words)
    assert not {"total", "any_answer", *MISSING} & set(word_list(name).words)
    assert not any(mark in word.name for word in words for mark in ";:-")


@pytest.mark.parametrize("name", list_names())
def test_no_text_of_a_list_means_no_answer_as_well(name: str) -> None:
    texts = {text for scheme in SCHEMES for text in word_list(name).crosswalk(scheme)}
    assert not texts & set(missing_texts())


def test_the_four_missing_words_are_four_words() -> None:
    assert tuple(missing_words().words) == MISSING
    assert Counter(missing_texts().values()).keys() == set(MISSING)
    assert missing_texts()[""] == missing_texts()["unknown"] == "unknown"
    assert (missing_texts()["refused"], missing_texts()["n/a"]) == ("refused", "not_applicable")
    assert "na" not in missing_texts()


@pytest.mark.parametrize(
    ("text", "plain"),
    [("  Sexual_Exploitation ", "sexual exploitation"), ("EXPLOTACIÓN\tsexual", "explotacion sexual"), ("ﬁn", "fin")],
)
def test_fold(text: str, plain: str) -> None:
    assert fold(text) == fold(fold(text)) == plain


def test_every_country_has_one_code_and_a_region_of_the_list() -> None:
    regions = set(word_list("citizenship_group").words) - {"national"}
    codes = {code for code, _ in countries().values()}
    assert {region for _, region in countries().values()} == regions
    assert all(len(code) == 2 and countries()[fold(code)][0] == code for code in codes)
    assert countries()["na"] == countries()["namibia"] == ("NA", "africa")
    assert len(codes) >= 193  # the member states of the United Nations


def test_fields_name_lists_that_exist() -> None:
    for record in record_types().values():
        for field in record.fields:
            assert not field.list or field.list in list_names()
            assert bool(field.list) == (field.kind in ("word", "words", "countries"))
            assert field.means.endswith(".")
