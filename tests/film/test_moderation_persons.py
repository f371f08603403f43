"""What may be done with a persona: who passes, who does not, in what words, and how fast."""

import time
from datetime import UTC, datetime

import pytest

from film.assets import Asset
from film.moderation import Category
from film.moderation_rules import persons
from film.moderation_rules.figures import Figures, shipped
from film.moderation_rules.judge import find as find_in_any_film
from film.persona import Attributes, Consent, Persona

from .persons_corpus import FIGURES, HARMLESS, MINORS, REFUSED

SELFIE = Asset(sha256="0" * 64, media_type="image/png", size=1, suffix=".png")


def persona(name: str = "ana", by: str = "Ana García", **looks: str) -> Persona:
    consent = Consent(by=by, given=datetime(2026, 1, 1, tzinfo=UTC), purposes=("face",))
    attributes = Attributes(age=34, **looks)  # type: ignore[arg-type]
    return Persona(name=name, pictures=(SELFIE,), attributes=attributes, consent=consent)


def categories(words: str, who: Persona | None = None) -> list[Category]:
    return [one.category for one in persons.find(words, who or persona())]


def test_the_corpora_are_large_enough() -> None:
    assert len(set(HARMLESS)) >= 60
    assert len({text for _, text in REFUSED}) >= 60


@pytest.mark.parametrize("text", HARMLESS, ids=lambda text: ascii(text[:40]))
def test_what_a_person_may_play_passes(text: str) -> None:
    assert categories(text) == []


@pytest.mark.parametrize(("category", "text"), REFUSED, ids=lambda text: ascii(text[:40]))
def test_what_nobody_may_be_shown_as_is_refused(category: Category, text: str) -> None:
    assert category in categories(text)


@pytest.mark.parametrize("text", [*MINORS, *FIGURES], ids=lambda text: ascii(text[:40]))
def test_without_a_persona_nothing_is_found(text: str) -> None:
    assert persons.find(text, None) == ()


def test_children_and_presidents_are_in_other_films() -> None:
    for text in (
        "A girl of nine searches for her brother's violin in Venice.",
        "A grandmother tells of her childhood in the war; we see her at seven.",
        "The president of an invented republic resigns.",
    ):
        assert persons.find(text, None) == ()
        assert find_in_any_film(text) == ()


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("taylor-swift", "Ana García"), ("ana", "Taylor Swift"), ("beyonce", "Beyoncé Knowles"),
        ("me", "TAYLOR  SWIFT"), ("t", "Recep Tayyip Erdoğan"),
    ],
)  # fmt: skip
def test_a_public_figure_is_no_persona(name: str, by: str) -> None:
    (finding,) = persons.find("I bake bread.", persona(name, by))
    assert finding.category == "real people"
    assert finding.reason == "the persona goes by a public figure's name"


@pytest.mark.parametrize(
    ("looks", "category"),
    [
        ({"words": "looks like a schoolgirl of 12"}, "minors"),
        ({"wears": "a schoolgirl uniform"}, "minors"),
        ({"words": "the spitting image of Tom Cruise"}, "real people"),
        ({"style": "dressed as Lady Gaga"}, "real people"),
        ({"wears": "nothing but lingerie"}, "sexual"),
    ],
    ids=str,
)
def test_looks_are_judged_too(looks: dict[str, str], category: Category) -> None:
    assert category in categories("I bake bread.", persona(**looks))


def test_a_persona_is_known_by_name() -> None:
    assert categories("Ana-Lena, 34, opens a shop.", persona("ana-lena")) == []
    assert categories("Ana-Lena, 14, opens a shop.", persona("ana-lena")) == ["minors"]
    assert categories("Ana Lena (9) opens a shop.", persona("ana-lena")) == ["minors"]
    assert categories("Ana, 12 years old, opens a shop.", persona("ana-lena")) == ["minors"]
    assert categories("Berta is 12 years old.", persona("lead-2", by="Berta Roth")) == ["minors"]
    assert categories("On May 12, at noon.", persona("may-roth", by="May Roth")) == []
    assert categories("Mia, 9, buys bread from me.") == []


def test_the_list_of_figures_is_dated_and_can_be_longer_and_shorter() -> None:
    assert shipped().updated.year >= 2026
    assert {"heads", "actors", "musicians", "athletes"} <= set(shipped().names)
    more = Figures.model_validate(
        {
            "updated": "2027-01-01",
            "names": {"town": ["Johanna Österberg"]},
            "offices": {"companies": ["Acme"], "countries": ["Ruritania"]},
            "except": ["Tom Holland"],
        }
    )
    listed = shipped().joined(more)
    assert listed.updated == more.updated
    assert listed.digest != shipped().digest
    for text in (
        "I am Johanna Osterberg, the mayor.",
        "I am the CEO of Acme.",
        "I play the king of Ruritania.",
    ):
        assert persons.find(text, persona()) == ()
        assert [one.category for one in persons.find(text, persona(), listed)] == ["real people"]
    namesake = persona("tom", "Tom Holland")
    assert [one.category for one in persons.find("I bake.", namesake)] == ["real people"]
    assert persons.find("I bake.", namesake, listed) == ()


def test_reasons_are_sentences_that_quote_nothing() -> None:
    for category, text in REFUSED:
        for finding in persons.find(text, persona()):
            assert finding.reason.startswith(("it ", "the persona "))
            assert 0 < finding.score <= 1
            assert not set(finding.reason.split()) & set(text.split()) - {
                "a", "the", "for", "to", "is", "it", "in", "real", "by", "with", "or", "face",
                "somebody", "persona", "persona's", "as", "shows", "that", "public", "film", "pass",
                "of", "else,", "person", "way", "whose", "name", "goes", "figure's", "voice",
            }, category  # fmt: skip


@pytest.mark.parametrize(
    "unit",
    ["a ", "(14), ", "my 9 ", "me as a ", "i am ", "the king of ", "joe ", "b o m b ", "l1ttle ",
     "make me ", "show me when i was ", "fake ", "é", "-", "\n"],
    ids=ascii,
)  # fmt: skip
def test_the_time_it_takes_grows_with_the_text_only(unit: str) -> None:
    who = persona()
    persons.find("", who)
    seconds = []
    for length in (8_000, 32_000):
        text = (unit * length)[:length]
        started = time.thread_time()
        persons.find(text, who)
        seconds.append(time.thread_time() - started)
    assert seconds[1] < 8 * seconds[0] + 0.2
