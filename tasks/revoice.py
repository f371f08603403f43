"""Voice conversion: speech in a persona's voice, at its times, with consent."""

from datetime import UTC, datetime
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from blocks.persona import ClonedVoices
from blocks.revoice.base import RevoiceEngine, VoiceTarget
from film.assets import Asset, AssetStore
from film.persona import Consent, Persona
from film.speech import Recording
from film.till import Till
from tasks import names, policies
from tasks.steps import Steps


@task(
    name="revoice",
    task_run_name=names.named("voice conversion", lambda given: names.place(given["subject"])),
    **policies.STAGE,
)
def convert_voice(
    subject: str,
    speech: Asset,
    voice: VoiceTarget,
    consent: Consent,
    converter: RevoiceEngine,
    store: AssetStore,
    till: Till,
) -> Asset:
    """Say one piece of speech again; ``subject`` is what people call it."""
    consent.check("voice", datetime.now(UTC))
    with till.paying("revoice", subject):
        return converter.convert(speech, voice, store)


@task(
    name="revoice",
    task_run_name=names.named("voice conversion", lambda given: names.place(given["line"])),
    **policies.STAGE,
)
def convert_recording(
    line: str,
    recording: Recording,
    voice: VoiceTarget,
    consent: Consent,
    converter: RevoiceEngine,
    store: AssetStore,
    till: Till,
) -> Recording:
    """Say a recorded line again, every word and phoneme at its time."""
    consent.check("voice", datetime.now(UTC))
    with till.paying("revoice", line):
        said = converter.convert(recording.asset, voice, store)
    return recording.model_copy(update={"asset": said})


@task(
    name="clone-voice",
    task_run_name="voice conversion · voice",
    **policies.RETRIED,
    cache_policy=NO_CACHE,  # the ledger remembers, and a voice may have been deleted since
)
def find_voice(persona: Persona, clones: ClonedVoices) -> str:
    """Return a vendor's id of a persona's voice; it is cloned from the samples where there is none.

    ConsentMissing when the voice may not be used now.
    """
    return clones.voice_of(persona, datetime.now(UTC))


def have_voice_converted(
    subject: str,
    speech: Any,
    voice: VoiceTarget,
    consent: Consent,
    converter: RevoiceEngine,
    store: AssetStore,
    till: Till,
) -> Steps:
    """Hand out speech, or its future, to be said again.

    ConsentMissing when the voice may not be used now: nothing is handed out, not even what was made
    before.
    """
    consent.check("voice", datetime.now(UTC))
    return (convert_voice.submit(subject, speech, voice, consent, converter, store, till),)
