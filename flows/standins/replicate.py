"""Replicate's REST API: predictions, their outputs for an hour, uploads, and the account."""

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import md5, sha256
from typing import Any

from flows.standins import makers
from flows.standins.calls import Answer, Call, Desk, RefusalError, Upload
from flows.standins.faults import JOBS, MEDIA, Fault
from flows.standins.house import HOUR
from flows.standins.jobs import RUNNING, Job
from flows.standins.replicate_models import MODELS, SECONDS, complaints, guessed

PAGE = 100
"""Predictions on a page of the list."""
DAY = 24 * HOUR
LONGEST_WAIT = 60.0
desk = Desk("replicate")


@desk.route("account", "GET /v1/account")
def account(_: Call) -> Answer:
    """Say whose key it is."""
    return Answer.json(
        {"type": "organization", "username": "stand-in", "name": "Stand-in", "github_url": ""}
    )


@desk.route("create", "POST /v1/models/{owner}/{name}/predictions", knows=(*MEDIA, *JOBS))
def create_of_model(call: Call) -> Answer:
    """Accept a prediction of an official model."""
    return _create(call, f"{call.parts['owner']}/{call.parts['name']}", "hidden")


@desk.route("create", "POST /v1/predictions", knows=(*MEDIA, *JOBS))
def create_of_version(call: Call) -> Answer:
    """Accept a prediction of a version: its hash, or ``owner/name:hash``."""
    version = call.json().get("version")
    if not isinstance(version, str) or not version:
        raise RefusalError(422, "- version is required\n")
    model, _, digest = version.rpartition(":")
    return _create(call, model or (version if "/" in version else ""), digest or "hidden")


def _create(call: Call, slug: str, version: str) -> Answer:
    asked = call.json().get("input")
    if not isinstance(asked, dict):
        raise RefusalError(422, "- input is required\n")
    model = MODELS.get(slug) or guessed(slug, asked)
    if wrong := complaints(model, asked):
        return _invalid(wrong)
    job = Job(
        id=uuid.uuid4().hex[:26],
        vendor=call.vendor,
        model=f"{slug}:{version}" if version != "hidden" else slug,
        asked=asked,
        fault=call.fault,
        seconds=SECONDS[model.kind],
        cancel_after=_seconds(call.headers.get("cancel-after", "")),
    )
    told = {**model.usual, **asked}
    files, fault = call.house.files, call.fault
    with call.house.lock:
        call.house.jobs[job.id] = job
    job.begin(call.house.workers, lambda: makers.make(model.kind, told, files, fault))
    prefer = re.search(r"wait(?:=(\d+))?", call.headers.get("prefer", ""))
    if prefer:
        job.wait(min(float(prefer.group(1) or LONGEST_WAIT), LONGEST_WAIT))
    return Answer.json(shown(call, job), 201, job=job.id)


def _invalid(wrong: Mapping[str, str]) -> Answer:
    detail = "".join(f"- input.{name}: {why}\n" for name, why in wrong.items())
    fields = [
        {"type": "invalid", "field": f"input.{name}", "description": why}
        for name, why in wrong.items()
    ]
    title = "Input validation failed"
    return Answer.json(
        {"title": title, "detail": detail, "status": 422, "invalid_fields": fields}, 422
    )


@desk.route("list", "GET /v1/predictions")
def listed(call: Call) -> Answer:
    """Return the newest predictions first, page by page."""
    with call.house.lock:
        jobs = [job for job in call.house.jobs.values() if job.vendor == "replicate"][::-1]
    after = call.query.get("created_after", "")
    if after:
        jobs = [job for job in jobs if job.created >= datetime.fromisoformat(after)]
    start = int(call.query.get("cursor", "0"))
    pages = f"{call.here}/replicate/v1/predictions?cursor="
    return Answer.json(
        {
            "previous": f"{pages}{max(0, start - PAGE)}" if start else None,
            "next": f"{pages}{start + PAGE}" if start + PAGE < len(jobs) else None,
            "results": [shown(call, job) for job in jobs[start : start + PAGE]],
        }
    )


@desk.route("get", "GET /v1/predictions/{id}")
def get(call: Call) -> Answer:
    """Say how a prediction is."""
    return Answer.json(shown(call, _job(call)))


@desk.route("cancel", "POST /v1/predictions/{id}/cancel")
def cancel(call: Call) -> Answer:
    """Stop a prediction; one that has ended stays as it is."""
    job = _job(call)
    if job.running:
        job.cancel()
    return Answer.json(shown(call, job))


def _job(call: Call) -> Job:
    job = call.house.jobs.get(call.parts["id"])
    if job is None or job.vendor != "replicate":
        raise RefusalError(404, "The requested resource could not be found.")
    return job


def shown(call: Call, job: Job) -> dict[str, Any]:
    """Return a prediction as JSON, its output at an address once there is one."""
    phase = job.phase
    ended = phase not in RUNNING
    here = f"{call.here}/replicate/v1/predictions/{job.id}"
    model, _, version = job.model.partition(":")
    output = _output(call, job) if phase == "succeeded" else None
    billed = 0.0 if phase in ("canceled", "aborted") else job.seconds
    return {
        "id": job.id,
        "model": model,
        "version": version or "hidden",
        "status": phase,
        "input": job.asked,
        "output": output,
        "logs": "" if phase == "starting" else "Using the stand-in\n",
        "error": job.error if phase == "failed" else None,
        "data_removed": False,
        "source": "api",
        "created_at": _moment(job.created),
        "started_at": None if phase == "starting" else _moment(job.created),
        "completed_at": _moment(job.created + timedelta(seconds=billed)) if ended else None,
        "urls": {"get": here, "cancel": f"{here}/cancel", "web": f"{here}/web"},
        "metrics": {"predict_time": billed, "total_time": billed + 0.5} if ended else {},
    }


def _output(call: Call, job: Job) -> str | list[str]:
    """Put the outputs out, for an hour from now; return their address."""
    with job.lock:
        if not job.outputs:
            for index, one in enumerate(job.made):
                path = f"/replicate/delivery/{job.id}/output-{index}.{one.suffix}"
                call.house.files.put(path, one.data, one.media_type, lives(job.fault))
                job.outputs.append(path)
    found = [f"{call.here}{path}" for path in job.outputs]
    return found if "num_outputs" in job.asked else found[0]


def lives(fault: Fault | None) -> float:
    """Return the seconds that an output is there for."""
    return fault.seconds if fault and fault.name == "output_expired" else HOUR


@desk.route("file", "GET /delivery/{id}/{name}", keyless=True)
def delivered(call: Call) -> Answer:
    """Send an output."""
    kept = call.house.files.get(call.path)
    if kept is None:
        return Answer(b"Not found", "text/plain", 404)
    return Answer(kept.data, kept.media_type)


@desk.route("upload", "POST /v1/files")
def upload(call: Call) -> Answer:
    """Keep a file for inputs, for a day."""
    found = next(iter(call.form.get("content", [])), None)
    if not isinstance(found, Upload):
        raise RefusalError(400, "Missing content")
    name = uuid.uuid4().hex
    here = f"{call.here}/replicate/v1/files/{name}"
    now = datetime.now(UTC)
    entry = {
        "id": name,
        "name": found.name,
        "content_type": found.media_type,
        "size": len(found.data),
        "etag": sha256(found.data).hexdigest()[:16],
        "checksums": {
            "sha256": sha256(found.data).hexdigest(),
            "md5": md5(found.data, usedforsecurity=False).hexdigest(),
        },
        "metadata": {},
        "created_at": _moment(now),
        "expires_at": _moment(now + timedelta(seconds=DAY)),
        "urls": {"get": here},
    }
    call.house.files.put(f"/replicate/v1/files/{name}", found.data, found.media_type, DAY)
    with call.house.lock:
        call.house.notes["replicate"][name] = entry
    return Answer.json(entry, 201)


@desk.route("uploads", "GET /v1/files")
def uploads(call: Call) -> Answer:
    """Return what was uploaded."""
    with call.house.lock:
        found = list(call.house.notes["replicate"].values())
    return Answer.json({"previous": None, "next": None, "results": found})


@desk.route("uploads", "GET /v1/files/{id}")
def uploaded(call: Call) -> Answer:
    """Describe an upload."""
    return Answer.json(_entry(call))


@desk.route("uploads", "DELETE /v1/files/{id}")
def removed(call: Call) -> Answer:
    """Forget an upload."""
    entry = _entry(call)
    call.house.files.drop(call.path)
    with call.house.lock:
        call.house.notes["replicate"].pop(entry["id"], None)
    return Answer(status=204)


def _entry(call: Call) -> dict[str, Any]:
    entry: dict[str, Any] | None = call.house.notes["replicate"].get(call.parts["id"])
    if entry is None:
        raise RefusalError(404, "The requested resource could not be found.")
    return entry


def _seconds(text: str) -> float | None:
    """Return ``90s``, ``1m`` or ``2h`` in seconds; None for anything else."""
    found = re.fullmatch(r"(\d+)([smh]?)", text.strip())
    return float(found[1]) * {"s": 1, "": 1, "m": 60, "h": 3600}[found[2]] if found else None


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


routes = desk.routes
