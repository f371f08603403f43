"""The schedule: plans a film to the measured lengths of its spoken lines, frame by frame."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from film.clock import frame_to_sample, frames_in, frames_to_hold, sample_to_frame
from film.cueing import SceneSpan, plan_beds, plan_cues
from film.cutting import FADE_OUT, OVERLAP, Cut, Cutter
from film.plan import Pace, Plan, ShotPlan
from film.screen import Screen
from film.shots import Speaking
from film.speech import Recording
from film.story import Story, Transition
from film.timeline import Chapter, PlacedLine, PlacedShot, Timeline
from film.weather import clock_of

MOUTH_MARGIN = 3
"""Frames around a spoken line in which the mouth opens and comes to rest."""


def plan_timeline(
    story: Story,
    recordings: Mapping[str, Recording],
    screen: Screen,
    *,
    title_seconds: int = 3,
    end_seconds: int = 3,
    length: int | None = None,
    pace: Pace | None = None,
    seed: int = 0,
) -> Plan:
    """Plan a film whose lines have been recorded.

    ``recordings`` are found by line id; a line without one is passed over. With ``length``
    (seconds) the holds and pauses stretch or shrink, within what is good to watch, until the film
    comes within a second of it; speech is never cut. A ``pace`` from an earlier plan is kept to
    instead: then only what changed in the story changes in the film. ``seed`` is passed on to the
    cues and beds.
    """
    cards = _card_lengths(title_seconds, end_seconds, length)
    cutter = Cutter(story, recordings, screen, cards)
    pace = pace or (_fit(cutter, length, screen.rate) if length else Pace())
    cuts = cutter.cut(pace)
    frames = cuts[-1].stop
    shots = _with_handles(cuts, screen.rate)
    spans = _scene_spans(story, cuts, shots)
    cues, placed_cues = plan_cues(story.genre, spans, frames, screen.rate, seed)
    beds, placed_beds = plan_beds(spans, frames, screen.rate, seed)
    timeline = Timeline(
        screen=screen,
        frames=frames,
        shots=shots,
        cues=placed_cues,
        beds=placed_beds,
        chapters=_chapters(spans, frames),
    )
    return Plan(
        timeline=timeline,
        pace=pace,
        shots=_shot_plans(shots, screen.rate),
        cues=cues,
        beds=beds,
    )


def _card_lengths(title: int, end: int, length: int | None) -> tuple[Fraction, Fraction]:
    """Cards take at most an eighth of a short film each, but long enough to be read."""
    most = Fraction(length, 8) if length else Fraction(max(title, end, 1))
    return tuple(min(Fraction(card), max(most, Fraction(2))) for card in (title, end))  # type: ignore[return-value]


def _fit(cutter: Cutter, length: int, rate: Fraction) -> Pace:
    """Find the pace that brings the film closest to a length: holds first, pauses, then shots."""
    goal = frames_in(Fraction(length), rate)
    pace = Pace()
    for knob, least, most in (
        ("hold", Fraction(3, 10), Fraction(2)),
        ("gap", Fraction(3, 4), Fraction(7, 5)),
        ("more", Fraction(0), Fraction(5, 2)),
    ):
        pace = _closest(cutter, goal, pace, (knob, least, most))
        if abs(cutter.frames(pace) - goal) * 2 <= rate:
            break
    return pace


def _closest(cutter: Cutter, goal: int, pace: Pace, knob: tuple[str, Fraction, Fraction]) -> Pace:
    """Turn one knob, by halving its range, until the film is as long as can be but not longer."""
    name, least, most = knob

    def turned(value: Fraction) -> Pace:
        return pace.model_copy(update={name: value})

    if cutter.frames(turned(most)) <= goal:
        return turned(most)
    for _ in range(12):
        middle = (least + most) / 2
        if cutter.frames(turned(middle)) <= goal:
            least = middle
        else:
            most = middle
    return min(turned(least), turned(most), key=lambda p: abs(cutter.frames(p) - goal))


def _handles(cuts: Sequence[Cut], number: int, rate: Fraction) -> tuple[int, int]:
    """Return the frames of cut ``number`` shown before its cut, and of the one before it, after.

    A dissolve or a wipe takes half of its overlap from each; other transitions need none.
    """
    if number >= len(cuts) or cuts[number].transition not in ("dissolve", "wipe"):
        return 0, 0
    overlap = frames_in(OVERLAP, rate)
    return overlap - overlap // 2, overlap // 2


def _with_handles(cuts: Sequence[Cut], rate: Fraction) -> tuple[PlacedShot, ...]:
    shots = []
    for number, cut in enumerate(cuts):
        early, shared = _handles(cuts, number, rate)
        _, late = _handles(cuts, number + 1, rate)
        closing: Transition = cuts[number + 1].transition if number + 1 < len(cuts) else "fade"
        fading = cut.transition in FADE_OUT
        shots.append(
            PlacedShot(
                shot=cut.shot,
                scene=cut.scene,
                start=cut.start - early,
                frames=cut.stop - cut.start + early + late,
                transition=cut.transition,
                overlap=frames_in(OVERLAP, rate) if fading else early + shared,
                fade_out=frames_in(FADE_OUT.get(closing, Fraction(0)), rate),
                lines=cut.lines,
            )
        )
    return tuple(shots)


def _shot_plans(shots: Sequence[PlacedShot], rate: Fraction) -> tuple[ShotPlan, ...]:
    ordinals: Counter[str] = Counter()
    plans = []
    for number, shot in enumerate(shots):
        following = shots[number + 1] if number + 1 < len(shots) else None
        speaking = tuple(_speaking(shot, line, rate) for line in shot.lines)
        plans.append(
            ShotPlan(
                shot=shot.shot,
                scene=shot.scene,
                frames=shot.frames,
                first_frame=clock_of(ordinals[shot.scene], rate) if shot.scene else 0,
                keyframes=_keyframes(shot, following, speaking),
                speaking=speaking,
            )
        )
        ordinals[shot.scene] += 1
    return tuple(plans)


def _speaking(shot: PlacedShot, line: PlacedLine, rate: Fraction) -> Speaking:
    start = line.start - frame_to_sample(shot.start, rate)
    first = sample_to_frame(start, rate)
    offset = start - frame_to_sample(first, rate)
    return Speaking(
        speaker=line.speaker,
        on_screen=line.on_screen,
        first_frame=first,
        offset=offset,
        frames=min(frames_to_hold(offset + line.samples, rate), shot.frames - first),
    )


def _keyframes(
    shot: PlacedShot, following: PlacedShot | None, speaking: Sequence[Speaking]
) -> tuple[int, ...]:
    """Frames where the take will be cut: around transitions and around mouths that move."""
    marks = {0, shot.overlap, shot.frames - shot.fade_out}
    if following and following.transition in ("dissolve", "wipe"):
        marks.add(following.start - shot.start)
    for span in speaking:
        if span.on_screen:
            marks.add(span.first_frame - MOUTH_MARGIN)
            marks.add(span.first_frame + span.frames + MOUTH_MARGIN)
    return tuple(sorted(mark for mark in marks if 0 <= mark < shot.frames))


def _scene_spans(
    story: Story, cuts: Sequence[Cut], shots: Sequence[PlacedShot]
) -> tuple[SceneSpan, ...]:
    spans = []
    for scene in story.scenes:
        own = [cut for cut in cuts if cut.scene == scene.id]
        takes = [shot for shot in shots if shot.scene == scene.id]
        spans.append(
            SceneSpan(
                scene=scene,
                start=own[0].start,
                stop=own[-1].stop,
                opening=own[0].transition,
                shots=tuple(
                    (shot, take.start, take.frames)
                    for shot, take in zip(scene.shots, takes, strict=True)
                ),
            )
        )
    return tuple(spans)


def _chapters(spans: Sequence[SceneSpan], frames: int) -> tuple[Chapter, ...]:
    starts = [0, *(span.start for span in spans[1:]), frames]
    return tuple(
        Chapter(title=span.scene.slugline, start=start, frames=stop - start)
        for span, start, stop in zip(spans, starts, starts[1:], strict=False)
    )
