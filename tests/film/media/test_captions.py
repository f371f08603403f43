"""Captions: readable pieces at the words' own times, and hostile text made harmless."""

from itertools import pairwise

import pysubs2
import pytest

from film.assets import Asset
from film.clock import SAMPLE_RATE
from film.media.captions import Caption, make_captions, row_width
from film.media.subtitles import to_ass, to_srt, to_vtt
from film.screen import make_screen
from film.speech import Recording, Word
from film.story import Character, Line, Presence, Scene, Shot, Story
from film.timeline import PlacedLine, PlacedShot, Timeline

from .conftest import HOSTILE, Studio

LONG = (
    "When the wind came up out of the west, nobody in the village went to bed; they stood at "
    "their windows and counted the flashes of the lamp, one by one, until the morning came."
)


def captioned(
    *texts: str, pace: int = 16_000, aspect: str = "16:9", **fields: object
) -> list[Caption]:
    """Caption lines that are spoken at ``pace`` samples a word, a second apart."""
    screen = make_screen(aspect, "360p", "24")
    lines, recordings, placed = [], {}, []
    at = SAMPLE_RATE
    for number, text in enumerate(texts, start=1):
        line = Line(id=f"l{number}", speaker="mara", text=text, **fields)
        words = [
            Word(text=word, start=100 + place * pace, end=100 + (place + 1) * pace - 500)
            for place, word in enumerate(text.split())
        ]
        samples = 200 + len(words) * pace
        sound = Asset(sha256="0" * 64, media_type="audio/flac", size=1, suffix=".flac")
        recordings[line.id] = Recording(
            line=line.id, speaker="mara", asset=sound, samples=samples, words=words, phonemes=()
        )
        start = placed[-1].start if line.together and placed else at
        placed.append(
            PlacedLine(
                line=line.id, speaker="mara", start=start, samples=samples,
                on_screen=not line.extension,
            )
        )  # fmt: skip
        lines.append(line)
        at += samples + SAMPLE_RATE
    shot = Shot(id="h", size="medium", cast=(Presence(character="mara"),))
    scene = Scene(id="s", slugline="S", setting="coast", lines=lines, shots=(shot,))
    story = Story(
        title="T", logline="", genre="drama", scenes=(scene,),
        characters=(Character(id="mara", name="Mara"),),
    )  # fmt: skip
    frames = at * 24 // SAMPLE_RATE
    timeline = Timeline(
        screen=screen, frames=frames, cues=(), beds=(), chapters=(),
        shots=(PlacedShot(shot="h", scene="s", start=0, frames=frames, lines=placed),),
    )  # fmt: skip
    return list(make_captions(timeline, story, recordings))


@pytest.mark.parametrize("aspect", ["16:9", "1:1", "9:16"])
def test_long_lines_become_readable_pieces(aspect: str) -> None:
    captions = captioned(LONG, aspect=aspect)
    width = row_width(make_screen(aspect, "360p", "24"))
    assert " ".join(row for caption in captions for row in caption.rows) == LONG
    assert all(len(caption.rows) <= 2 for caption in captions)
    assert all(len(row) <= width for caption in captions for row in caption.rows)
    if aspect == "16:9":
        assert [caption.rows[-1][-1] for caption in captions][-1] == "."
        assert sum(caption.rows[-1][-1] in ",;." for caption in captions) >= len(captions) - 1


def test_each_begins_with_its_first_word_and_none_overlaps() -> None:
    captions = captioned(LONG, "Yes.", "No!")
    words = LONG.split()
    spoken = 0
    for caption in captions[:-2]:
        assert caption.start == SAMPLE_RATE + 100 + spoken * 16_000
        spoken += len(" ".join(caption.rows).split())
    assert spoken == len(words)
    for one, other in pairwise(captions):
        assert other.start - one.stop >= 2 * SAMPLE_RATE // 24
        assert one.stop - one.start >= SAMPLE_RATE
    for caption in captions:
        assert sum(map(len, caption.rows)) / ((caption.stop - caption.start) / SAMPLE_RATE) <= 24


def test_lines_spoken_together_share_a_caption() -> None:
    first = captioned("I never said that.", "You did!", together=True)
    assert first[0].rows == ("– I never said that.", "– You did!")


def test_voices_are_told_apart() -> None:
    assert captioned("Hello?", extension="O.S.")[0].rows == ("MARA: Hello?",)
    assert captioned("Hello?", extension="V.O.")[0].italic
    assert not captioned("Hello?")[0].italic


def test_a_word_without_end_is_cut() -> None:
    captions = captioned("A" * 200)
    assert all(len(row) <= 42 for caption in captions for row in caption.rows)
    assert "".join(row for caption in captions for row in caption.rows) == "A" * 200


def test_hostile_text_stays_text() -> None:
    captions = captioned(HOSTILE)
    vtt, srt = to_vtt(captions), to_srt(captions)
    for text in (vtt, srt):
        cues = [line for line in text.splitlines() if "-->" in line]
        assert len(cues) == len(captions)
        assert "<script>" not in text
    assert "&lt;script&gt;" in vtt.replace("\n", " ")
    read = pysubs2.SSAFile.from_string(srt)
    assert len(read) == len(captions)
    assert "{" not in srt


def test_substation_text_has_no_overrides() -> None:
    caption = Caption(start=0, stop=SAMPLE_RATE, rows=(r"{\i1}a\Nb",))
    ass = to_ass([caption], make_screen("16:9", "360p", "24"))
    event = ass.splitlines()[-1]
    assert r"\{" in event
    assert r"\N" not in event.split(",,", 1)[1]


def test_the_studio_films_captions_match_its_words(studio: Studio) -> None:
    captions = make_captions(studio.plan.timeline, studio.story, studio.recordings)
    lines = [line for shot in studio.plan.timeline.shots for line in shot.lines]
    starts = {caption.start for caption in captions}
    for line in lines[:3]:
        words = studio.recordings[line.line].words
        assert line.start + words[0].start in starts
