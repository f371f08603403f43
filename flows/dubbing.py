"""Dubbing: the sounds of an uploaded video, in the persona's voice where somebody speaks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from prefect.futures import PrefectFuture

from blocks.revoice.base import VoiceTarget
from film.assets import Asset
from film.persona import Persona
from film.transform.handiwork import Notice
from film.transform.report import SoundReport
from film.transform.steps import Heard, Stems
from film.transform.tracks import SoundTrack, SourceVideo
from flows.transforming import Editing
from flows.unit import Work
from flows.voices import clones_by
from tasks import transform
from tasks.revoice import find_voice, have_voice_converted

ENOUGH = 0.4
"""Seconds of voiced speech below which there is no voice to convert."""


@dataclass(frozen=True)
class Dubbed:
    """What came of a video's sounds."""

    sounds: dict[int, Asset]
    """What stands in the place of a sound, by its index in the source."""
    reports: tuple[SoundReport, ...]


@dataclass
class Dubbing:
    """A video's sounds, each on its way from the source to the film."""

    editing: Editing
    source: Asset
    video: SourceVideo
    heard: Work[Heard] = field(default_factory=dict)
    parted: Work[Stems] = field(default_factory=dict)
    said: Work[Asset] = field(default_factory=dict)
    reports: list[SoundReport] = field(default_factory=list)

    def part(self) -> None:
        """Take the sounds out, and part them where a voice is to be converted."""
        request, store = self.editing.request, self.editing.store
        if request.voice == "keep" and not request.notice:
            return
        for subject, track in self._tracks():
            heard: Any = transform.extract_sound.submit(subject, self.source, track, store)
            self.heard[subject] = heard
            if request.voice == "convert":
                self.parted[f"{subject} parted"] = transform.separate_sound.submit(
                    subject,
                    heard,
                    track.layout,
                    store,
                )
        self.editing.hand_out("intake", {**self.heard, **self.parted})

    def convert(self) -> None:
        """Have what is said converted, sound by sound, where a voice can be told."""
        if self.editing.request.voice == "keep":
            self._keep("its voice was to be kept")
            return
        voice: VoiceTarget | None = None
        for subject, track in self._tracks():
            name = f"{subject} parted"
            stems = self.editing.finished({name: self.parted[name]})[name]
            why = _why_not(stems, track)
            self.reports.append(
                SoundReport(
                    index=track.index, layout=track.layout, converted=not why, how=stems.how,
                    share=stems.share, why=why,
                )
            )  # fmt: skip
            if not why:
                persona = self.editing.persona("voice")
                voice = voice or self._voice(persona)
                self.said[subject] = self._converted(subject, stems, voice, persona)

    def finish(self) -> Dubbed:
        """Put together what is said and what is not, and say the notice; return what came of it."""
        editing, request = self.editing, self.editing.request
        said = editing.finished(self.said)
        notice = Notice(text=request.notice, language=request.language) if request.notice else None
        work: Work[Asset] = {}
        for subject, track in self._tracks():
            if notice or subject in said:
                heard: Any = self.heard[subject]
                parted: Any = self.parted.get(f"{subject} parted")
                both: Any = (parted, said[subject]) if subject in said else None
                work[subject] = transform.restore_sound.submit(
                    subject, heard, track, both, notice, editing.store
                )
        editing.hand_out("compose", work)
        made = editing.finished(work)
        sounds = {track.index: made[name] for name, track in self._tracks() if name in made}
        return Dubbed(sounds, tuple(self.reports))

    def _converted(
        self, subject: str, stems: Stems, voice: VoiceTarget, persona: Persona
    ) -> PrefectFuture[Asset]:
        editing = self.editing
        steps = have_voice_converted(
            subject, stems.dialogue, voice, persona.consent, editing.converter, editing.store,
            editing.till,
        )  # fmt: skip
        editing.hand_out("revoice", {subject: steps[-1]})
        return steps[-1]

    def _voice(self, persona: Persona) -> VoiceTarget:
        """Return the persona's voice as the converter knows it: a vendor may have to clone it."""
        editing = self.editing
        clones = clones_by(editing.converter, editing.store, editing.till)
        if clones is None or persona.voice_id:
            return VoiceTarget.of(persona)
        work = {"voice": find_voice.submit(persona, clones)}
        editing.hand_out("revoice", work)
        return VoiceTarget.of(persona, editing.finished(work)["voice"])

    def _keep(self, why: str) -> None:
        self.reports += [
            SoundReport(index=track.index, layout=track.layout, converted=False, why=why)
            for _, track in self._tracks()
        ]

    def _tracks(self) -> Iterator[tuple[str, SoundTrack]]:
        """Yield the sounds with what people call them."""
        many = len(self.video.sounds) > 1
        for number, track in enumerate(self.video.sounds):
            yield f"sound {number + 1}" if many else "sound", track


def _why_not(stems: Stems, track: SoundTrack) -> str:
    """Return why what is said in a sound cannot be converted; empty when it can."""
    if stems.how == "none":
        return f"speech cannot be told from the rest in its {track.layout} channels"
    if stems.voiced < ENOUGH:
        return "there is too little speech in it"
    return ""
