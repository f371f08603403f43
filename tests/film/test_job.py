"""The job record, as a caller reads it while a film is made."""

from datetime import UTC, datetime, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from film.assets import Asset
from film.job import STEPS, JobRecord, Status, Step

NOW = datetime(2026, 11, 21, tzinfo=UTC)
CLIP = Asset(sha256="cd" * 32, media_type="video/mp4", size=10, suffix=".mp4")


def run_through(record: JobRecord, *steps: Step) -> JobRecord:
    for step in steps:
        record = record.begun(step, "engine", NOW).ended(step, NOW)
    return record


def test_it_says_the_agreed_labels_in_their_order() -> None:
    record = JobRecord(run="r")
    told = [record.status]
    for step in STEPS:
        record = record.begun(step, "engine", NOW)
        told.append(record.status)
        record = record.ended(step, NOW)
        told.append(record.status)
    assert list(dict.fromkeys(told)) == [
        "queued", "base_generating", "base_ready", "faceswap_running", "tts_generating",
        "lipsync_running", "watermarking", "done",
    ]  # fmt: skip


def test_the_voice_is_recorded_beside_the_base_video() -> None:
    record = JobRecord(run="r").begun("base", "a", NOW).begun("tts", "b", NOW)
    assert record.status == "tts_generating"
    assert record.ended("tts", NOW).status == "base_generating"


def test_a_failure_says_which_step_and_why_and_a_retry_clears_it() -> None:
    record = run_through(JobRecord(run="r"), "base")
    failed = record.begun("faceswap", "x", NOW).failed("faceswap", "No face was found", NOW)
    assert (failed.status, failed.step("faceswap").error) == ("failed", "No face was found")
    later = NOW + timedelta(minutes=5)
    again = failed.begun("faceswap", "x", later)
    assert (again.status, again.step("faceswap").error) == ("faceswap_running", "")
    assert again.step("faceswap").began == NOW
    assert again.step("base").state == "done"


def test_a_job_an_asset_and_a_preview_are_noted_once() -> None:
    record = JobRecord(run="r")
    for _ in range(2):
        record = record.ordered("base", "job-1").made("base", CLIP).previewed(CLIP)
    base = record.step("base")
    assert (base.jobs, base.assets, record.previews) == (("job-1",), (CLIP,), (CLIP,))


def test_a_step_that_is_not_needed_is_passed_over() -> None:
    record = run_through(JobRecord(run="r"), "base", "faceswap", "tts", "lipsync")
    assert run_through(record.skipped("watermark"), "deliver").status == "done"


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(["begun", "ended", "failed"]))))
def test_whatever_happens_it_has_a_known_label_and_survives_json(
    events: list[tuple[Step, str]],
) -> None:
    record = JobRecord(run="r")
    for step, event in events:
        if event == "begun":
            record = record.begun(step, "engine", NOW)
        elif event == "ended":
            record = record.ended(step, NOW)
        else:
            record = record.failed(step, "why", NOW)
        assert record.status in get_args(Status)
    assert JobRecord.model_validate_json(record.model_dump_json()) == record
