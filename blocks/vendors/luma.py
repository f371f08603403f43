"""Luma: its desk for jobs; its SDK set up to send a paid call once, and its errors as ours.

Luma lists no generations and cancels none. A submission that went unanswered can therefore not be
looked up: it counts as paid, and nobody but the user orders it anew.
"""

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError

from blocks.credentials import LumaCredentials
from blocks.vendors.http import refusal, short
from blocks.vendors.jobs import Content, JobDesk, JobState, Patience
from film.assets import Asset, AssetStore
from film.errors import EngineBusy, EngineFailed, EngineMissing, FirstcutError, PaidInVain
from film.ledger import Order
from film.till import counter

if TYPE_CHECKING:
    import httpx
    from luma_agents import Luma
    from luma_agents.types import ImageRefParam, VideoOptionsParam

VENDOR = "luma"
LABEL = "Luma"
NOBODY = "00000000-0000-0000-0000-000000000000"
"""An id that no generation has."""
LARGEST = 50_000_000
"""Bytes of a picture; Luma takes no larger ones."""
START_FRAME_LENGTH = "5s"
"""The one duration that takes a start frame; others take a keyframe at position 0 instead."""
_GATEWAY_TIMEOUTS = {408, 504, 524}
"""Somebody on the way gave up waiting: what the vendor did meanwhile, nobody can say."""
_ADVICE = {
    "content_moderated": "change the action or the picture",
    "budget_exhausted": "add funds there",
    "image_too_large": "use a smaller picture",
    "rate_limited": "wait and run it again",
    "generation_failed": "run it again",
    "output_not_found": "run it again",
}
"""What helps, by the vendor's ``failure_code``."""


class _Output(BaseModel):
    type: str = ""
    url: str = ""


class Generation(BaseModel):
    """A job as the vendor tells of it, as far as we read it."""

    model_config = ConfigDict(frozen=True)

    id: str
    state: str
    failure_code: str | None = None
    failure_reason: str | None = None
    output: tuple[_Output, ...] | None = None


class LumaDesk(JobDesk):
    """Where Luma takes generations of clips.

    A job's content is what ``generations.create`` takes, but for the picture it starts from: that
    is given to the desk, and stands in the content as ``start``.
    """

    vendor: ClassVar[str] = VENDOR
    label = LABEL

    def __init__(
        self,
        credentials: LumaCredentials,
        patience: Patience,
        start: Asset | None = None,
        store: AssetStore | None = None,
    ) -> None:
        """Start and store are needed to post."""
        self.credentials = credentials
        self.address = credentials.address
        self.patience = patience
        self.start = start
        self.store = store

    def post(self, content: Content) -> str:
        """Create a generation, once; PaidInVain where nobody can say whether it was."""
        anchor = self._anchor(content["video"]["duration"])
        video: VideoOptionsParam = {**content["video"], **anchor}
        with self._session(paid=True) as client:
            answer = client.generations.with_raw_response.create(
                model=content["model"],
                type="video",
                prompt=content["prompt"],
                aspect_ratio=content["aspect_ratio"],
                video=video,
            )
        told = _read(answer.http_response)
        if told is None:
            raise _lost("answered an order with something unreadable", paid=True)
        return told.id

    def look_up(self, order: Order, content: Content) -> list[str]:
        """Give up an order that was cut off: Luma has no list of generations to find it in."""
        error = _lost("was being asked when an earlier run was cut off", paid=True)
        counter().close(order, str(error), None)
        raise error

    def ask(self, job: str) -> JobState:
        """Return how a generation is."""
        try:
            with self._session() as client:
                answer = client.generations.with_raw_response.get(job)
        except _UnknownJob:
            return JobState("gone", usage={"generation": job})
        told = _read(answer.http_response)
        if told is None:
            raise EngineBusy(f"{LABEL} answered with something unreadable")
        return _state(told)

    def cancel(self, job: str) -> None:
        """Raise EngineFailed: Luma has no way to stop a generation."""
        raise EngineFailed(
            f"{LABEL} stops no generation that it has taken ({job}): the next run collects it"
        )

    def check(self) -> None:
        """Ask after a generation that nobody has: free, and only a valid key is told so."""
        self.ask(NOBODY)

    def _anchor(self, duration: str) -> "VideoOptionsParam":
        """Return how the first picture is given, as the duration wants it."""
        assert self.start is not None  # noqa: S101  (who posts has both)
        assert self.store is not None  # noqa: S101
        if self.start.size > LARGEST:
            raise EngineFailed(
                f"{LABEL} takes pictures up to {LARGEST} bytes, not {self.start.size}: "
                "make the film at a lower resolution"
            )
        data = base64.b64encode(self.store.path(self.start).read_bytes()).decode()
        picture: ImageRefParam = {"data": data, "media_type": self.start.media_type}
        if duration == START_FRAME_LENGTH:
            return {"start_frame": picture}
        return {"keyframes": [picture], "keyframe_indexes": [0]}

    @contextmanager
    def _session(self, *, paid: bool = False) -> Iterator["Luma"]:
        """Lend the SDK for one call, sent once; whatever goes wrong comes out as an error of ours.

        No text of the SDK's is passed on but the vendor's own words: it may quote the key.
        """
        sdk = _sdk()
        import httpx

        key = self.credentials.key
        if not (key.isascii() and key.isprintable() and key):
            raise EngineMissing(f"The key for {LABEL} holds what no key does: check it")
        seconds = self.patience.answer
        times = httpx.Timeout(seconds, connect=min(10, seconds))
        with httpx.Client(timeout=times, follow_redirects=False) as line:
            try:
                yield sdk.Luma(
                    auth_token=key,
                    base_url=self.address,
                    timeout=times,
                    max_retries=0,
                    http_client=line,
                )
            except sdk.APIStatusError as error:
                raise self._refusal(error.response, paid) from None
            except sdk.APIConnectionError as error:
                raise _unconnected(error.__cause__ or error.__context__, paid) from None
            except (httpx.InvalidURL, UnicodeError):
                raise _nowhere() from None

    def _refusal(self, answer: "httpx.Response", paid: bool) -> FirstcutError:
        if paid and answer.status_code in _GATEWAY_TIMEOUTS:
            return _lost(f"gave no answer in time ({answer.status_code})", paid=True)
        if answer.status_code == 404 and not paid:
            return _UnknownJob(f"{LABEL} knows no such generation")
        words = _detail(answer)
        return refusal(LABEL, answer.status_code, words, answer.headers, self.credentials.key)


class _UnknownJob(EngineFailed):
    """The vendor knows no such generation."""


def _sdk() -> Any:
    """Return the SDK; EngineMissing where it is not installed."""
    try:
        import luma_agents
    except ImportError:
        raise EngineMissing("Luma's SDK is missing: pip install luma-agents") from None
    return luma_agents


def _unconnected(cause: BaseException | None, paid: bool) -> FirstcutError:
    import httpx

    if isinstance(cause, httpx.UnsupportedProtocol | httpx.LocalProtocolError | UnicodeError):
        return _nowhere()
    if isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        return EngineBusy(f"{LABEL} cannot be reached ({type(cause).__name__}): it was not asked")
    return _lost(f"did not answer ({type(cause).__name__})", paid)


def _nowhere() -> EngineMissing:
    return EngineMissing(f"{LABEL} has no such address: check the credentials' base_url")


def _lost(what: str, paid: bool) -> FirstcutError:
    """Return the error for a call of which nobody can say whether it was served."""
    if paid:
        return PaidInVain(
            f"{LABEL} {what}: the clip may have been paid for (look on Luma's platform), and "
            "running the film again orders it once more"
        )
    return EngineBusy(f"{LABEL} {what}")


def _read(answer: "httpx.Response") -> Generation | None:
    try:
        return Generation.model_validate_json(answer.content)
    except ValidationError:
        return None


def _detail(answer: "httpx.Response") -> str:
    try:
        told = answer.json()
    except ValueError:
        return answer.text or "no reason"
    detail = told.get("detail") if isinstance(told, Mapping) else None
    return str(detail or "no reason")


def _state(told: Generation) -> JobState:
    usage = {"generation": told.id}
    if told.state == "completed":
        clips = tuple(one.url for one in told.output or () if one.type == "video" and one.url)
        return JobState("done", clips, usage=usage)
    if told.state != "failed":
        return JobState("running")
    code = told.failure_code or "failed"
    words = short(told.failure_reason or "no reason was given")
    advice = _ADVICE.get(code, "change the shot")
    # Luma gives back what a failed generation was charged.
    return JobState("failed", (), Fraction(0), usage, f"{code}: {words}; {advice}")
