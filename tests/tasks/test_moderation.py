"""The moderation task: what its cache key holds of a persona."""

import json
from datetime import UTC, datetime

from film.assets import Asset
from film.persona import Attributes, Consent, Persona
from tasks.policies import canonical

SELFIE = Asset(sha256="0" * 64, media_type="image/png", size=1, suffix=".png")
PERSONA = Persona(
    name="ana",
    pictures=(SELFIE,),
    attributes=Attributes(age=34),
    consent=Consent(by="Ana García", given=datetime(2026, 1, 1, tzinfo=UTC), purposes=("face",)),
)


def test_a_persona_is_content() -> None:
    older = PERSONA.model_copy(update={"attributes": Attributes(age=35)})
    assert json.dumps(canonical(PERSONA)) == json.dumps(canonical(PERSONA.model_copy()))
    assert canonical(PERSONA) != canonical(older)
