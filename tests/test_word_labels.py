"""The public labels of words, in both languages, are read as the words themselves, under every scheme."""

import pytest

from schemas.words import SCHEMES, fold, list_names, missing_texts, missing_words, word_list
from tests.small_tables import done


@pytest.mark.parametrize("name", list_names())
def test_a_label_means_its_word_unless_the_scheme_says_another(name: str) -> None:
    words = word_list(name).words.values()
    for scheme in SCHEMES:
        said = {fold(text): word.name for word in words for text in word.texts.get(scheme, ())}
        known = word_list(name).crosswalk(scheme)
        for word in words:
            for label in filter(None, (word.label, word.label_es)):
                assert known[fold(label)] == said.get(fold(label), word.name)
        assert "" not in known


@pytest.mark.parametrize("name", list_names())
def test_no_label_is_that_of_two_words(name: str) -> None:
    for language in ("label", "label_es"):
        labels = [fold(text) for word in word_list(name).words.values() if (text := getattr(word, language))]
        assert len(labels) == len(set(labels))


def test_ways_of_having_no_answer_by_their_labels() -> None:
    for word in missing_words().words.values():
        assert missing_texts()[fold(word.label)] == word.name
    assert missing_texts()[""] == "unknown"


def test_spanish_and_english_labels_in_one_column() -> None:
    record = {"columns": {"exploitation": {"header": "Tipo", "split": ";"}}, "scheme": "ctdc"}
    text = "Tipo\nExplotación sexual\nTRABAJO FORZOSO; mendicidad forzada\nForced begging\nNo se sabe"
    assert done(record, text).values("exploitation") == [
        "sexual_exploitation",
        "forced_begging;forced_labour",
        "forced_begging",
        "unknown",
    ]
