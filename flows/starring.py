"""The company of a film that a persona stars in: a hired crew, and who lends the lead a face."""

from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

from blocks.crew import Crew
from blocks.engine import Engine
from blocks.faceswap.base import Donor, FaceSwapEngine
from blocks.persona import ClonedVoices
from blocks.revoice.base import RevoiceEngine, VoiceTarget
from film.assets import Asset, AssetStore
from film.deliverables import Check
from film.errors import BadRequest
from film.persona import Persona, Purpose
from film.plan import Plan
from film.provenance.claims import Ingredient, created, source_type
from film.provenance.signing import Seal
from film.shots import Take
from film.speech import Recording
from film.starring.request import StarringRequest
from film.starring.story import LEAD, write_starring
from film.story import Story
from film.till import Till
from flows import personas
from flows.heads import hire_doubles, hire_heads
from flows.progress import Progress
from flows.rehearsal import Rehearsal
from flows.sealing import Sealing, how, makers
from flows.unit import Unit, Work
from flows.voices import clones_by
from tasks.faceswap import have_lead_played, look_at_skin
from tasks.moderation import judge_request
from tasks.revoice import convert_recording, find_voice
from tasks.watermark import mark_take, preview_take


@dataclass(frozen=True, kw_only=True)
class Company(Unit):
    """A hired crew that makes a film with a persona: every method is one stage.

    Before each stage that shows the face or uses the voice, the consent is read anew: whoever takes
    it back ends a film in the making.
    """

    swapper: FaceSwapEngine
    converter: RevoiceEngine
    asked: StarringRequest
    voice: VoiceTarget | None = None
    """The persona's, where what the actors speak as the lead is converted to it."""
    samples: tuple[Asset, ...] = ()
    """Recordings of the persona that the lead's voice is made from."""

    @property
    def engines(self) -> dict[str, Engine]:
        """The engines by the stage whose work they do."""
        doubles = {"faceswap": self.swapper, "revoice": self.converter}
        return super().engines | doubles

    @property
    def draws_lead(self) -> bool:
        """Whether the persona's head is put on a figure that our own camera draws."""
        return self.camera.draws_figures and self.swapper.plays_drawn

    def persona(self, *purposes: Purpose) -> Persona:
        """Return who stars, as they are saved now; ConsentMissing if not allowed now."""
        return personas.allowed(self.asked.persona, *purposes)

    def judge_star(self, persona: Persona) -> None:
        """Have words and face judged before anything is paid for; BadRequest if refused."""
        given = (
            self.asked.words, persona.pictures, self.judge, self.store, self.till, persona,
        )  # fmt: skip
        work = {"request": judge_request.submit(*given)}
        self._follow("moderation", work)
        verdict = self.finished(work)["request"]
        if not verdict.allowed:
            raise BadRequest(verdict.sentence)

    def with_voice(self, persona: Persona) -> "Company":
        """Return the company with the persona's own voice for the lead, if the persona brings one.

        Actors that speak in clones do so, and a clone is made where there is none yet. What others
        have spoken is converted to sound like the persona's samples. A voice that the consent is
        not for is left alone: the lead speaks with the request's profile then.
        """
        if "voice" not in persona.consent.purposes:
            return self
        if persona.voice_id or persona.samples:
            clones = clones_by(self.actors, self.store, self.till)
            if clones is not None:
                voice = self._clone(clones)
                samples = () if persona.voice_id else persona.samples
                return replace(self, actors=self.actors.speaking_as(LEAD, voice), samples=samples)
        if not persona.samples:
            return self
        clones = clones_by(self.converter, self.store, self.till)
        voice = self._clone(clones) if clones is not None else ""
        return replace(self, voice=VoiceTarget.of(persona, voice), samples=persona.samples)

    def _clone(self, clones: ClonedVoices) -> str:
        work = {"voice": find_voice.submit(self.persona("face", "voice"), clones)}
        return self.finished(work)["voice"]

    def record_lines(self, story: Story, seed: int) -> "Work[Recording]":
        """Record every line, the lead's in the persona's voice."""
        spoken = super().record_lines(story, seed)
        if self.voice is None:
            return spoken
        consent = self.persona("voice").consent
        given = (self.voice, consent, self.converter, self.store, self.till)
        lines = [line for scene in story.scenes for line in scene.lines if line.speaker == LEAD]
        work: Work[Recording] = {}
        for line in lines:
            recording: Any = spoken[line.id]  # handed over as a future, it arrives as a recording
            work[line.id] = convert_recording.submit(line.id, recording, *given)
        self._follow("revoice", work)
        return spoken | work

    def tell(self, persona: Persona) -> Story:
        """Return the story, with the persona as its lead."""
        if not self.draws_lead:
            return write_starring(self.asked, persona)
        work = {"skin": look_at_skin.submit(persona.pictures[0], persona.consent, self.store)}
        self._follow("characters", work)
        return write_starring(self.asked, persona, self.finished(work)["skin"])

    def direct(self, ready: Rehearsal) -> Rehearsal:
        """Return a rehearsal whose camera leaves the lead's head to the persona, if it can."""
        if not self.draws_lead:
            return ready
        played = [one.model_copy(update={"persona": LEAD}) for one in ready.call_sheet]
        return replace(ready, call_sheet=tuple(played))

    def play_lead(self, ready: Rehearsal, takes: "Work[Take]") -> "Work[Take]":
        """Have the persona play the lead in every take that the lead is in."""
        work: Work[Take] = {}
        for assignment in ready.call_sheet:
            shot = assignment.shot
            if LEAD not in [one.character for one in shot.cast]:
                continue
            persona = self.persona("face")
            steps = have_lead_played(
                takes[shot.id],
                Donor.of(persona),
                assignment,
                persona.consent,
                self.swapper,
                self.store,
                self.till,
            )
            work[shot.id] = self._last("faceswap", shot.id, steps)
        self._follow("faceswap", work)
        return takes | work

    def look_for_lead(self, takes: "Work[Take]", played: "Work[Take]") -> Check:
        """Say in which of the lead's shots the persona's face is: models may film them unseen."""
        shots = [shot for shot in played if played[shot] is not takes[shot]]
        before = self.finished({shot: takes[shot] for shot in shots})
        after = self.finished({shot: played[shot] for shot in shots})
        unseen = [shot for shot in shots if after[shot].asset == before[shot].asset]
        found = f"{len(shots) - len(unseen)} of {len(shots)} shots show the persona's face"
        return Check(
            name="The lead is seen",
            passed=len(unseen) < len(shots),
            finding=f"{found}; no face was found in {', '.join(unseen)}" if unseen else found,
        )

    def preview(self, plan: Plan, takes: "Work[Take]") -> "Work[Asset]":
        """Make a marked clip of every take to look at while the film is made."""
        work: Work[Asset] = {}
        for shot, one in takes.items():
            take: Any = one  # handed over as a future, it arrives as a take
            work[shot] = preview_take.submit(shot, take, plan.shot(shot).keyframes, self.store)
        return work

    def mark(self, plan: Plan, takes: "Work[Take]") -> "Work[Take]":
        """Lay the watermark over every take, if there is one."""
        watermark = self.asked.watermark
        if watermark is None:
            return takes
        work: Work[Take] = {}
        for shot, one in takes.items():
            take: Any = one
            keyframes = plan.shot(shot).keyframes
            work[shot] = mark_take.submit(shot, take, watermark, keyframes, self.store)
        self._follow("watermark", work)
        return work

    def seal(self, sealing: Sealing, title: str, persona: Persona) -> Seal:
        """Return what the finished film says of itself: it shows somebody real."""
        made = makers(self)
        trained = any(engine.trained for engine in made.values())
        parts = [
            Ingredient(title=f"Picture of the lead {number}", asset=one)
            for number, one in enumerate(persona.pictures, start=1)
        ]
        parts += [
            Ingredient(title="Voice sample", asset=one, relationship="inputTo")
            for one in self.samples
        ]
        kind = source_type(trained=trained, recorded=True)
        claims = created(title, kind, how(made), version("firstcut"), tuple(parts))
        return Seal(claims, sealing.certificate)


def hire_company(
    crew: Crew, asked: StarringRequest, store: AssetStore, till: Till, progress: Progress
) -> Company:
    """Hire a crew for a film with a persona; EngineMissing or BadRequest when it cannot be."""
    return Company(
        **vars(hire_heads(crew)),
        **vars(hire_doubles(crew)),
        crew=crew,
        store=store,
        till=till,
        progress=progress,
        asked=asked,
    )
