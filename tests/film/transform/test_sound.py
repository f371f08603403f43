"""Sound is taken out, parted, changed and put back: the same length, layout and time."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile

from film.errors import MediaFailed
from film.transform.assemble import Part, assemble
from film.transform.segments import cut_segment, plan_segments
from film.transform.sound import encode_sound, extract_sound, has_centre, put_back, separate
from film.transform.source import probe_source

from .conftest import Make
from .test_round_trip import pictures, sounds
from .uploads import Sound, Upload
from .voices import RATE, levelled, music, ratios, speech


@pytest.fixture(scope="module")
def voice() -> np.ndarray:
    return speech()[: RATE * 8]


def written(path: Path, sound: np.ndarray, rate: int = RATE) -> Path:
    soundfile.write(path, sound, rate, "PCM_24")
    return path


def read(path: Path) -> np.ndarray:
    return np.asarray(soundfile.read(path, dtype="float32", always_2d=True)[0])


@pytest.mark.parametrize("layout", ["stereo", "mono"])
@pytest.mark.parametrize("kind", ["score", "noise"])
def test_dialogue_is_told_from_background(
    layout: str, kind: str, voice: np.ndarray, tmp_path: Path
) -> None:
    background = music(len(voice), tmp_path)
    if kind == "noise":
        dice = np.random.default_rng(1)
        background = dice.standard_normal((len(voice), 2)).astype(np.float32)
    background = levelled(background[: len(voice)], voice, 6)
    mix = 0.5 * (voice[:, None] + background)
    if layout == "mono":
        mix, background = mix.mean(axis=1, keepdims=True), background.mean(axis=1, keepdims=True)
    done = separate(
        written(tmp_path / "mix.flac", mix), layout, tmp_path / "d.flac", tmp_path / "b.flac"
    )
    assert (done.how, done.samples) == ("spectral", len(voice))
    found, rest = read(tmp_path / "d.flac")[:, 0], background.mean(axis=1)
    before = ratios(mix.mean(axis=1), voice, rest)
    after = ratios(found, voice, rest)
    least = {"score": (0.5, 0.8), "noise": (3, 6)}[kind]
    assert after[0] > before[0] + least[0]
    assert after[1] > before[1] + least[1]
    left = ratios(mix.mean(axis=1) - found, rest, voice)
    assert left[1] > ratios(mix.mean(axis=1), rest, voice)[1] + 6


def test_the_parts_add_up_to_the_whole(voice: np.ndarray, tmp_path: Path) -> None:
    mix = np.tile(0.4 * voice[::4], 6)[:, None] * np.array([0.9, 0.6], np.float32)
    whole = written(tmp_path / "mix.flac", mix, RATE // 4)  # more than two chunks
    separate(whole, "stereo", tmp_path / "d.flac", tmp_path / "b.flac")
    count = put_back(tmp_path / "b.flac", tmp_path / "d.flac", "stereo", tmp_path / "again.flac")
    assert count == len(mix)
    assert np.abs(read(tmp_path / "again.flac") - read(whole)).max() < 3 / 2**23
    shorter = written(tmp_path / "s.flac", read(tmp_path / "d.flac")[:-1], RATE // 4)
    with pytest.raises(MediaFailed, match="not of one length"):
        put_back(tmp_path / "b.flac", shorter, "stereo", tmp_path / "no.flac")
    assert not (tmp_path / "no.flac").exists()


def test_what_is_found_does_not_depend_on_where_chunks_end(tmp_path: Path) -> None:
    dice = np.random.default_rng(5)
    sound = 0.1 * dice.standard_normal((11_025 * 50, 1)).astype(np.float32)
    sound *= 1 + np.sin(np.arange(len(sound)) / 3_000)[:, None]
    late = 20 * 11_025 // 512 * 512
    for name, part in (("all", sound), ("late", sound[late:])):
        written(tmp_path / f"{name}.flac", part, 11_025)
        separate(
            tmp_path / f"{name}.flac", "mono", tmp_path / f"{name}-d.flac", tmp_path / "b.flac"
        )
    whole, rest = read(tmp_path / "all-d.flac")[late:], read(tmp_path / "late-d.flac")
    margin = 2 * 11_025
    assert np.abs(whole - rest)[margin:-margin].max() < 1e-5


def test_a_centre_channel_is_the_dialogue(voice: np.ndarray, tmp_path: Path) -> None:
    dice = np.random.default_rng(2)
    mix = 0.05 * dice.standard_normal((len(voice), 6)).astype(np.float32)
    mix[:, 2] = voice
    whole = written(tmp_path / "mix.flac", mix)
    done = separate(whole, "5.1", tmp_path / "d.flac", tmp_path / "b.flac")
    assert done.how == "centre"
    assert np.array_equal(read(tmp_path / "d.flac")[:, 0], read(whole)[:, 2])
    assert not read(tmp_path / "b.flac")[:, 2].any()
    mix[:, 2] = 0
    empty = separate(
        written(tmp_path / "mix.flac", mix), "5.1", tmp_path / "d.flac", tmp_path / "b.flac"
    )
    assert (empty.how, empty.share) == ("none", 0)
    assert [has_centre(one) for one in ("3.0", "5.1(side)", "7.1", "quad", "2.1")] == [
        True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sound",
    [
        Sound(),
        Sound(layout="5.1", start=Fraction(1, 2)),
        Sound(layout="mono", rate=44_100),
        Sound(codec="ac3"),
        Sound(codec="flac"),
        Sound(codec="pcm_s16le"),
    ],
    ids=["stereo", "late surround", "mono", "ac3", "flac", "pcm"],
)
def test_a_changed_sound_takes_the_others_place(sound: Sound, make: Make, tmp_path: Path) -> None:
    path = make(Upload(frames=50, sounds=(sound, Sound(layout="mono"))))
    video = probe_source(path)
    track = video.sounds[0]
    out = extract_sound(path, track, tmp_path / "sound.flac")
    started, played = sounds(path, 0)
    assert (out.start, out.samples) == (
        started,
        played.shape[-1] // _planes(played, track.channels),
    )
    changed = written(tmp_path / "changed.flac", -0.5 * read(tmp_path / "sound.flac"), track.rate)
    encode_sound(changed, track, out.start, tmp_path / "new.mp4")
    parts = []
    for segment in plan_segments(path, video):
        clip = tmp_path / f"{segment.number}.mp4"
        cut_segment(path, video, segment, clip)
        parts.append(Part(segment, clip, untouched=True))
    film = tmp_path / "film.mp4"
    assemble(path, video, parts, film, {track.index: tmp_path / "new.mp4"})
    again = probe_source(film)
    kept = {"codec", "rate", "layout", "channels"}
    assert [one.model_dump(include=kept) for one in again.sounds] == [
        one.model_dump(include=kept) for one in video.sounds
    ]
    extract = extract_sound(film, again.sounds[0], tmp_path / "again.flac")
    place = round((extract.start - out.start) * track.rate)
    after, wanted = read(tmp_path / "again.flac"), read(changed)
    count = min(len(after) + min(0, place), len(wanted))
    near = after[max(0, -place) :][:count] - wanted[max(0, place) :][:count]
    assert float(np.sqrt(np.mean(near**2))) < 0.01
    assert abs(len(after) - len(wanted)) <= 2048
    assert np.array_equal(sounds(film, 1)[1], sounds(path, 1)[1])
    assert len(pictures(film)) == 50


def _planes(played: np.ndarray, channels: int) -> int:
    return 1 if played.shape[0] == channels else channels  # packed: all channels in one row
