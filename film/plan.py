"""The plan: the timeline, and what each stage has to make to fill it."""

from fractions import Fraction

from film.clock import Rational
from film.model import FilmModel
from film.shots import Speaking
from film.sound import Bed, Cue
from film.timeline import PlacedShot, Timeline

TITLE_CARD = "title"
END_CARD = "end"


class Pace(FilmModel):
    """How generously the film is cut: factors on holds and pauses, and seconds more a shot."""

    hold: Rational = Fraction(1)
    gap: Rational = Fraction(1)
    more: Rational = Fraction(0)


class ShotPlan(FilmModel):
    """The numbers of one shot's (or card's) assignment."""

    shot: str
    """Id of the shot, or ``title``/``end``."""
    scene: str
    """Id of the scene; empty for the cards."""
    frames: int
    """Length of the take, with the handles that transitions overlap."""
    first_frame: int
    """Frame of the scene's own clock at which the take starts: it depends on the shot's number
    alone, so that no change before it films it again."""
    keyframes: tuple[int, ...]
    """Frames of the take at which it is cut or spoken in: a closed GOP starts there."""
    speaking: tuple[Speaking, ...] = ()


class UtterancePlan(FilmModel):
    """Where a line falls in its shot's take, for lip-sync."""

    line: str
    first_frame: int
    """Frame of the take."""
    offset: int
    """Samples (48 kHz) between that frame's start and the line's."""


class Plan(FilmModel):
    """A whole film, planned: every length is final, nothing is drawn or played yet."""

    timeline: Timeline
    pace: Pace
    """How it was cut: cut so again, what did not change keeps its frames."""
    shots: tuple[ShotPlan, ...]
    """In the order of the timeline, cards included."""
    cues: tuple[Cue, ...]
    """The score to record, placed by ``timeline.cues`` under the same ids."""
    beds: tuple[Bed, ...]
    """The room tones to record, placed by ``timeline.beds`` under the same ids."""

    def shot(self, shot: str) -> ShotPlan:
        """Return a shot's numbers; KeyError when it is not in the film."""
        for plan in self.shots:
            if plan.shot == shot:
                return plan
        raise KeyError(shot)

    def placed(self, shot: str) -> PlacedShot:
        """Return a shot's place in the film; KeyError when it is not in the film."""
        for place in self.timeline.shots:
            if place.shot == shot:
                return place
        raise KeyError(shot)

    def utterances(self, shot: str) -> tuple[UtterancePlan, ...]:
        """Return the lines that are seen to be spoken in a shot, in order."""
        on_screen = [line for line in self.placed(shot).lines if line.on_screen]
        seen = [speaking for speaking in self.shot(shot).speaking if speaking.on_screen]
        return tuple(
            UtterancePlan(line=line.line, first_frame=speaking.first_frame, offset=speaking.offset)
            for line, speaking in zip(on_screen, seen, strict=True)
        )
