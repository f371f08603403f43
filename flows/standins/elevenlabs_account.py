"""ElevenLabs' stand-in for the account: its plan, its voices, and those that were cloned."""

from typing import Any

from blocks.voice.elevenlabs_voices import CatalogueVoice, catalogue
from flows.standins.calls import Answer, Call, Desk, RefusalError

CREDITS = 100_000
CLONE = "standinclone"
"""What the ids of cloned voices begin with."""

desk = Desk("elevenlabs")


@desk.route("voices", "GET /v1/voices")
def voices(call: Call) -> Answer:
    """List the account's voices."""
    return Answer.json({"voices": [_described(one) for one in _voices(call)]})


@desk.route("voices", "GET /v2/voices")
def search(call: Call) -> Answer:
    """List the account's voices that were searched for."""
    wanted = call.query.get("search", "").lower()
    found = [_described(one) for one in _voices(call) if wanted in one.name.lower()]
    content = {"voices": found, "has_more": False, "total_count": len(found)}
    return Answer.json({**content, "next_page_token": None})


@desk.route("voice", "GET /v1/voices/{voice}")
def one_voice(call: Call) -> Answer:
    """Describe a voice."""
    return Answer.json(_described(known_voice(call)))


@desk.route("subscription", "GET /v1/user/subscription")
def subscription(call: Call) -> Answer:
    """Tell the plan, and what is used of it."""
    price = {"amount": 0, "currency": "usd"}
    return Answer.json(
        {
            "tier": "creator",
            "character_count": call.house.notes["elevenlabs"].get("credits", 0),
            "character_limit": CREDITS,
            "max_credit_limit_extension": 0,
            "can_extend_character_limit": False,
            "allowed_to_extend_character_limit": False,
            "voice_slots_used": 0,
            "professional_voice_slots_used": 0,
            "professional_voice_slots_used_in_workspace": 0,
            "voice_limit": 30,
            "voice_add_edit_counter": 0,
            "professional_voice_limit": 1,
            "can_extend_voice_limit": False,
            "can_use_instant_voice_cloning": True,
            "can_use_professional_voice_cloning": True,
            "current_overage": price,
            "status": "active",
            "open_invoices": [],
            "has_open_invoices": False,
        }
    )


routes = desk.routes


def clones(call: Call) -> dict[str, CatalogueVoice]:
    """Return the account's cloned voices by their ids."""
    kept: dict[str, CatalogueVoice] = call.house.notes["elevenlabs"].setdefault("clones", {})
    return kept


def keep_clone(call: Call, name: str) -> str:
    """Keep a cloned voice and return its id."""
    with call.house.lock:
        voice = f"{CLONE}{call.house.number():08d}"
        clones(call)[voice] = CatalogueVoice(
            id=voice, name=name, sex="neutral", age="middle", accent="american", words="",
            shelf="default",
        )  # fmt: skip
    return voice


def known_voice(call: Call) -> CatalogueVoice:
    """Return the voice that a path names; RefusalError (404) when the account has none of it."""
    wanted = call.parts["voice"]
    for one in _voices(call):
        if one.id == wanted:
            return one
    raise RefusalError(404, f"A voice with voice_id {wanted} was not found.", "voice_not_found")


def _voices(call: Call) -> list[CatalogueVoice]:
    with call.house.lock:
        return [*catalogue(), *clones(call).values()]


def _described(voice: CatalogueVoice) -> dict[str, Any]:
    labels = {"accent": voice.accent, "age": voice.age, "gender": voice.sex}
    category = "professional" if voice.shelf == "library" else "premade"
    category = "cloned" if voice.id.startswith(CLONE) else category
    return {"voice_id": voice.id, "name": voice.name, "category": category, "labels": labels}
