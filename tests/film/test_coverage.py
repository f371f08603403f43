"""Scenes into shots."""

from film.coverage import Happening, SceneDraft, Spoken, cover, line_seconds
from film.story import Line, Scene, Shot


def scene() -> Scene:
    return Scene(
        id="s1",
        slugline="INT. HUT - DAY",
        setting="living room",
        shots=(Shot(id="x", size="wide"),),
    )


def spoken(number: int, speaker: str, text: str = "And what did you say to him?") -> Spoken:
    return Spoken(Line(id=f"s1-l{number}", speaker=speaker, text=text))


def test_everybody_keeps_their_side_of_the_frame() -> None:
    beats = tuple(
        spoken(n, "ab"[n % 2], f"Line {n} is long enough to be alone.") for n in range(12)
    )
    covered = cover(SceneDraft(scene(), 1, beats, cast=("a", "b")))
    for shot in covered.shots:
        for presence in shot.cast:
            side = {"a": ("centre left", "right"), "b": ("centre right", "left")}
            assert (presence.place, presence.facing) == side[presence.character]


def test_the_camera_moves_closer_and_sizes_change() -> None:
    beats = tuple(
        spoken(n, "ab"[n % 2], f"Line {n} is long enough to be alone.") for n in range(12)
    )
    covered = cover(SceneDraft(scene(), 1, beats, cast=("a", "b")))
    sizes = [shot.size for shot in covered.shots]
    assert sizes[0] == "wide"
    assert len(set(sizes)) >= 4
    for before, after in zip(covered.shots, covered.shots[1:], strict=False):
        same_people = [p.character for p in before.cast] == [p.character for p in after.cast]
        assert before.size != after.size or not same_people


def test_dual_dialogue_is_one_two_shot() -> None:
    pair = (
        spoken(1, "a", "Now, you two!"),
        Spoken(Line(id="s1-l2", speaker="b", text="Now, you two!", together=True)),
    )
    covered = cover(SceneDraft(scene(), 1, pair, cast=("a", "b")))
    both = next(shot for shot in covered.shots if shot.lines)
    assert both.lines == ("s1-l1", "s1-l2")
    assert both.size == "two-shot"


def test_a_named_thing_is_seen_close_once() -> None:
    beats = (
        Happening("They wait.", cast=("a",)),
        Happening("A letter lies there.", props=("letter",)),
        spoken(1, "a"),
        Happening("The letter is gone.", props=("letter",)),
    )
    covered = cover(SceneDraft(scene(), 1, beats, cast=("a", "b")))
    inserts = [shot for shot in covered.shots if shot.size == "insert"]
    assert [shot.props for shot in inserts] == [("letter",)]


def test_a_voice_off_screen_is_heard_over_who_listens() -> None:
    line = Line(id="s1-l1", speaker="c", text="Is anybody there?", extension="O.S.")
    covered = cover(SceneDraft(scene(), 1, (Spoken(line),), cast=("a",)))
    heard = next(shot for shot in covered.shots if shot.lines)
    assert [presence.character for presence in heard.cast] == ["a"]


def test_nobody_at_all_still_gives_a_picture() -> None:
    covered = cover(SceneDraft(scene(), 1, ()))
    assert [shot.size for shot in covered.shots] == ["wide"]


def test_longer_lines_take_longer() -> None:
    assert line_seconds("No.") < line_seconds("No, I never said so.") < 4
