"""Luma's API as ``luma-agents`` calls it: generations, and files to begin with."""

import uuid
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from flows.standins import makers
from flows.standins.calls import Answer, Call, Desk, RefusalError, Upload
from flows.standins.faults import ALWAYS, Fault
from flows.standins.house import HOUR, Files
from flows.standins.jobs import Job
from flows.standins.makers import Kind

STATES = {"starting": "queued", "processing": "processing", "succeeded": "completed"}
"""Luma's word for a phase; every other one has failed: there is no cancelling."""
IMAGES, VIDEOS = ("uni-1", "uni-1-max"), ("ray-3.2",)
TYPES: dict[str, tuple[Kind, tuple[str, ...]]] = {
    "image": ("picture", IMAGES),
    "image_edit": ("picture", IMAGES),
    "video": ("clip", VIDEOS),
}
ASPECTS = (
    "3:1", "2:1", "21:9", "16:9", "4:3", "3:2", "1:1", "3:4", "2:3", "9:16", "1:2", "1:3",
)  # fmt: skip
DURATIONS = ("5s", "10s")
RESOLUTIONS = ("360p", "540p", "720p", "1080p")
RATE = 24
MOST_INLINE = 20 * 1024 * 1024
"""Bytes of a file that may be sent in the form itself."""
REFERENCES = ("url", "data", "file_id", "generation_id")
KNOWS = (
    "black", "too_short", "wrong_media_type", "truncated_media",
    "never_ends", "job_fails", "output_expired", "slow_job",
)  # fmt: skip
GONE = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code>'
    b"<Message>Request has expired</Message></Error>"
)

desk = Desk("luma")


@desk.route("create", "POST /v1/generations", knows=KNOWS)
def create(call: Call) -> Answer:
    """Accept a generation."""
    asked = call.json()
    kind = checked(asked)
    told = _told(call, asked)
    job = Job(
        id=str(uuid.uuid4()),
        vendor="luma",
        model=asked.get("model", "uni-1"),
        asked=asked,
        fault=call.fault,
        seconds=0.0,
    )
    with call.house.lock:
        call.house.jobs[job.id] = job
    files, fault = call.house.files, call.fault
    job.begin(call.house.workers, lambda: makers.make(kind, told, files, fault))
    return Answer.json(shown(call, job), 201, job=job.id)


def checked(asked: Mapping[str, Any]) -> Kind:
    """Return what is asked for; RefusalError (422) says what is wrong with the request."""
    if not isinstance(asked.get("prompt"), str) or not asked["prompt"]:
        raise RefusalError(422, "prompt: Field required")
    form = asked.get("type", "image")
    if form not in TYPES:
        raise RefusalError(422, f"type: the stand-in makes {', '.join(TYPES)}, not {form!r}")
    kind, models = TYPES[form]
    video = asked.get("video") or {}
    for name, value, allowed in (
        ("model", asked.get("model", models[0]), models),
        ("aspect_ratio", asked.get("aspect_ratio") or "16:9", ASPECTS),
        ("video.duration", video.get("duration") or "5s", DURATIONS),
        ("video.resolution", video.get("resolution") or "720p", RESOLUTIONS),
    ):
        if value not in allowed:
            raise RefusalError(422, f"{name}: must be one of {', '.join(allowed)}, not {value!r}")
    return kind


def _told(call: Call, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return a request in the makers' words."""
    video = asked.get("video") or {}
    told: dict[str, Any] = {
        "prompt": asked["prompt"],
        "aspect_ratio": asked.get("aspect_ratio"),
        "resolution": video.get("resolution") or "720p",
        "duration": video.get("duration") or "5s",
        "output_format": asked.get("output_format") or "png",
        "fps": RATE,
        # Some clips come with sound, which nobody asked for.
        "generate_audio": len(asked["prompt"]) % 2 == 1,
    }
    frames = [video.get("start_frame"), *(video.get("keyframes") or [])]
    given = [frame for frame in (*frames, asked.get("source")) if frame]
    if given:
        told["image"] = _reference(call, given[0])
    if asked.get("image_ref"):
        told["reference_image"] = [_reference(call, one) for one in asked["image_ref"]]
    return told


def _reference(call: Call, reference: Mapping[str, Any]) -> str:
    """Return a picture's address for the makers; RefusalError (422) where there is not just one."""
    given = [name for name in REFERENCES if reference.get(name)]
    if len(given) != 1:
        raise RefusalError(422, f"Provide exactly one of {', '.join(REFERENCES)}")
    value = str(reference[given[0]])
    if given[0] == "url":
        return value
    if given[0] == "data":
        if not reference.get("media_type"):
            raise RefusalError(422, "media_type: required with data")
        try:
            b64decode(value, validate=True)
        except ValueError:
            raise RefusalError(422, "data: not base64") from None
        return f"data:{reference['media_type']};base64,{value}"
    if given[0] == "file_id" and (_files(call).get(value) or {}).get("state") == "ready":
        return f"/luma/files/{value}"
    if given[0] == "generation_id" and value in call.house.jobs:
        return f"/luma/made/{value}"
    raise RefusalError(422, f"{given[0]}: not found, or not ready")


@desk.route("get", "GET /v1/generations/{id}")
def get(call: Call) -> Answer:
    """Say how a generation is."""
    job = call.house.jobs.get(call.parts["id"])
    if job is None or job.vendor != "luma":
        raise RefusalError(404, "Generation not found")
    return Answer.json(shown(call, job))


def shown(call: Call, job: Job) -> dict[str, Any]:
    """Return a generation as JSON, its output at an address that is signed anew each time."""
    phase = job.phase
    state = STATES.get(phase, "failed")
    form = job.asked.get("type", "image")
    failed = state == "failed"
    given = job.fault.code if job.fault else ""
    media = "video" if form == "video" else "image"
    return {
        "id": job.id,
        "created_at": job.created.isoformat(),
        "model": job.model,
        "state": state,
        "type": form,
        "failure_code": (given or "generation_failed") if failed else None,
        "failure_reason": job.error if failed else None,
        "output": [{"type": media, "url": _signed(call, job)}] if state == "completed" else None,
    }


def _signed(call: Call, job: Job) -> str:
    """Return a new address of the output, for an hour from now."""
    with job.lock:
        job.addresses += 1
        number = job.addresses
    made = job.made[0]
    path = f"/luma/storage/{job.id}/{number}/output.{made.suffix}"
    call.house.files.put(path, made.data, made.media_type, lives(job.fault, number))
    call.house.files.put(f"/luma/made/{job.id}", made.data, made.media_type)
    return f"{call.here}{path}?X-Amz-Expires={HOUR:.0f}&X-Amz-Signature=standin{number}"


def lives(fault: Fault | None, number: int) -> float:
    """Return the seconds for which a generation's address of this number is good."""
    if fault is None or fault.name != "output_expired":
        return HOUR
    return fault.seconds if fault.addresses == ALWAYS or number <= fault.addresses else HOUR


@desk.route("file", "GET /storage/{id}/{number}/{name}", keyless=True)
def stored(call: Call) -> Answer:
    """Send an output."""
    kept = call.house.files.get(call.path)
    if kept is None:
        return Answer(GONE, "application/xml", 403)
    return Answer(kept.data, kept.media_type)


@desk.route("upload", "POST /v1/files")
def upload(call: Call) -> Answer:
    """Take a file in a form, or say where to PUT it."""
    if call.form:
        found = next(iter(call.form.get("file", [])), None)
        if not isinstance(found, Upload) or len(found.data) > MOST_INLINE:
            raise RefusalError(422, "file: required, and not too large for a form")
        entry = _entered(call, found.media_type, len(found.data), found.name)
        _keep(call.house.files, entry, found.data)
        return Answer.json({"id": entry["id"], "file": entry, "state": "pending", "upload": None})
    asked = call.json()
    if not asked.get("mime_type") or not asked.get("size_bytes"):
        raise RefusalError(422, "mime_type and size_bytes: Field required")
    entry = _entered(call, asked["mime_type"], asked["size_bytes"], asked.get("filename"))
    envelope = {
        "method": "PUT",
        "url": f"{call.here}/luma/uploads/{entry['id']}",
        "headers": {"content-type": entry["mime_type"]},
        "expires_at": (datetime.now(UTC) + timedelta(seconds=HOUR)).isoformat(),
    }
    answer = {"id": entry["id"], "file": entry, "state": "pending", "upload": envelope}
    return Answer.json(answer, 201)


def _entered(call: Call, media_type: str, size: int, name: str | None) -> dict[str, Any]:
    entry = {
        "id": str(uuid.uuid4()),
        "created_at": datetime.now(UTC).isoformat(),
        "mime_type": media_type,
        "purpose": "input",
        "size_bytes": size,
        "state": "pending",
        "filename": name,
    }
    with call.house.lock:
        _files(call)[str(entry["id"])] = entry
    return entry


def _files(call: Call) -> dict[str, Any]:
    return call.house.notes["luma"]


def _keep(files: Files, entry: dict[str, Any], data: bytes) -> None:
    files.put(f"/luma/files/{entry['id']}", data, entry["mime_type"], lives=24 * HOUR)
    entry["state"] = "ready"


@desk.route("put", "PUT /uploads/{id}", keyless=True)
def put(call: Call) -> Answer:
    """Take the bytes of an upload."""
    entry = _file(call)
    if len(call.body) != entry["size_bytes"]:
        raise RefusalError(400, "The upload has another size than was said")
    call.house.files.put(f"/luma/arrived/{entry['id']}", call.body, entry["mime_type"])
    return Answer()


@desk.route("complete", "POST /v1/files/{id}/complete")
def complete(call: Call) -> Answer:
    """End an upload: from now on generations may refer to it."""
    entry = _file(call)
    arrived = call.house.files.get(f"/luma/arrived/{entry['id']}")
    if arrived is None:
        raise RefusalError(409, "Nothing was uploaded")
    _keep(call.house.files, entry, arrived.data)
    return Answer.json(entry)


@desk.route("files", "GET /v1/files")
def listed(call: Call) -> Answer:
    """Return the files, newest first."""
    with call.house.lock:
        found = list(_files(call).values())[::-1]
    return Answer.json({"data": found, "has_more": False, "next_cursor": None})


@desk.route("files", "GET /v1/files/{id}")
def described(call: Call) -> Answer:
    """Describe a file."""
    return Answer.json(_file(call))


@desk.route("files", "DELETE /v1/files/{id}")
def removed(call: Call) -> Answer:
    """Forget a file."""
    entry = _file(call)
    with call.house.lock:
        _files(call).pop(entry["id"], None)
    return Answer(status=204)


def _file(call: Call) -> dict[str, Any]:
    entry: dict[str, Any] | None = _files(call).get(call.parts["id"])
    if entry is None:
        raise RefusalError(404, "File not found")
    return entry


routes = desk.routes
