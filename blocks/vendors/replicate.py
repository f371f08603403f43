"""Replicate's desk for jobs: posted, looked up, asked after, cancelled through its SDK."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar

from blocks.credentials import ReplicateCredentials
from blocks.vendors.download import Limits, download
from blocks.vendors.jobs import Content, JobDesk, JobState, Patience
from blocks.vendors.replicate_answers import Account, Kept, Page, Prediction, Uploaded
from blocks.vendors.replicate_calls import LABEL, Caller, Refused
from blocks.vendors.replicate_models import ReplicateModel
from film.assets import Asset, AssetStore, hash_file
from film.errors import EngineBusy, EngineFailed
from film.ledger import Order

if TYPE_CHECKING:
    from replicate.client import Client

INLINE = 256 * 1024
"""Bytes up to which a file travels inside the call; larger ones are uploaded first."""
LARGEST = 100 * 1000 * 1000
"""Bytes that an upload may have."""
SKEW = timedelta(minutes=5)
"""How far the vendor's clock may be behind ours."""
PAGES = 5
"""Pages of a hundred jobs that are looked through for one."""
ENDED = {404, 409, 422}
"""Answers to a cancellation that comes too late."""


@dataclass(frozen=True)
class Files:
    """Files that are inputs of a job, by the input's name; one that ends in ``[]`` takes a list."""

    inputs: Mapping[str, Sequence[Asset]] = field(default_factory=dict)
    store: AssetStore | None = None

    def path(self, asset: Asset) -> Path:
        """Return where a file is; AssetMissing when it is gone."""
        assert self.store is not None, "there are files to send"  # noqa: S101
        return self.store.path(asset)


class ReplicateDesk(JobDesk):
    """Where Replicate takes predictions."""

    vendor: ClassVar[str] = "replicate"
    label = LABEL

    def __init__(
        self,
        credentials: ReplicateCredentials,
        patience: Patience,
        model: ReplicateModel | None = None,
        files: Files | None = None,
    ) -> None:
        """Files are needed to post and to look up, the model for all but to check and cancel."""
        self.caller = Caller(credentials, patience.answer)
        self.address = credentials.address
        self.patience = patience
        self.limits = Limits(pause=patience.first)
        self.model = model
        self.files = files or Files()

    def post(self, content: Content) -> str:
        """Upload what is large, then create the prediction, once."""
        files = {
            name: [self._sendable(asset) for asset in assets]
            for name, assets in self.files.inputs.items()
        }
        inputs = {**content["input"], **_named(files)}
        made = self.caller.buy(
            lambda client: _create(client, self.asked, content, inputs), Prediction
        )
        return made.id

    def look_up(self, order: Order, content: Content) -> list[str]:
        """Look through the latest predictions for the same model and input."""
        since = order.placed - SKEW
        found: list[str] = []
        for one in self._latest():
            if one.created_at is None or one.created_at < since:
                break
            if self._is(one, content):
                found.append(one.id)
        return found

    def ask(self, job: str) -> JobState:
        """Return how a prediction is."""
        try:
            told = self.caller.read(lambda client: client.predictions.get(job), Prediction)
        except Refused as no:
            if no.status == 404:
                return JobState("gone")
            raise self.caller.refusal(no) from None
        return self._state(told)

    def cancel(self, job: str) -> None:
        """Cancel a prediction that has not ended."""
        try:
            self.caller.read(lambda client: client.predictions.cancel(job), Prediction)
        except Refused as no:
            if no.status not in ENDED:
                raise self.caller.refusal(no) from None

    @property
    def asked(self) -> ReplicateModel:
        """The model whose jobs these are."""
        assert self.model is not None, "only cancelling and checking need none"  # noqa: S101
        return self.model

    def check(self) -> None:
        """Ask whose key it is, which is free."""
        try:
            self.caller.read(lambda client: client.accounts.current(), Account)
        except Refused as no:
            raise self.caller.refusal(no) from None

    def _state(self, told: Prediction) -> JobState:
        seconds = told.seconds
        run = self.model.tariff.run(seconds) if self.model else None
        usage: dict[str, int | str] = {"prediction": told.id}
        if seconds is not None:
            usage["milliseconds"] = round(seconds * 1000)
        if told.status == "succeeded":
            outputs = told.outputs
            if not outputs and told.data_removed:
                return JobState("gone", dollars=run, usage=usage)
            return JobState("done", outputs, run, usage)
        if told.status not in ("failed", "canceled", "aborted"):
            return JobState("running")
        # What never started is free; so is a failure of a model that is billed by its output.
        free = told.status == "aborted" or (told.status == "failed" and run is None)
        return JobState("failed", (), Fraction(0) if free else run, usage, told.reason)

    def _is(self, one: Prediction, content: Content) -> bool:
        """Say whether a prediction is of exactly this content."""
        if content["version"]:
            same = one.version == content["version"]
        else:
            same = one.model == self.asked.model
        sent = one.input
        if not same or sent is None:
            return False
        if any(sent.get(name, ...) != value for name, value in content["input"].items()):
            return False
        return all(
            self._holds(sent.get(name.removesuffix("[]")), assets)
            for name, assets in self.files.inputs.items()
        )

    def _holds(self, value: Any, assets: Sequence[Asset]) -> bool:
        values = value if isinstance(value, list) else [value]
        digests = [asset.sha256 for asset in assets]
        return len(values) == len(digests) and all(
            isinstance(one, str) and self._digest(one) == digest
            for one, digest in zip(values, digests, strict=True)
        )

    def _digest(self, address: str) -> str:
        """Return the SHA-256 of a file that a prediction was sent; empty when nobody can say."""
        if address.startswith("data:"):
            try:
                data = base64.b64decode(address.partition(",")[2])
            except binascii.Error:
                return ""
            return hashlib.sha256(data).hexdigest()
        if uploaded := re.search(r"/v1/files/([\w-]+)", address):
            try:
                kept = self.caller.read(lambda client: client.files.get(uploaded[1]), Kept)
            except Refused:
                return ""
            return kept.checksums.get("sha256", "")
        return self._fetched_digest(address)

    def _fetched_digest(self, address: str) -> str:
        """Return the SHA-256 of an input that the vendor has put elsewhere meanwhile."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "input"
            try:
                download(address, path, self.address, Limits(LARGEST, attempts=2))
            except EngineFailed:
                return ""
            return hash_file(path)

    def _latest(self) -> Iterator[Prediction]:
        cursor: Any = ...
        for _ in range(PAGES):
            try:
                page = self.caller.read(_listing(cursor), Page)
            except Refused as no:
                raise self.caller.refusal(no) from None
            yield from page.results
            if not page.next:
                return
            cursor = page.next

    def _sendable(self, asset: Asset) -> str:
        """Return a file as the API takes it: inside the call, or by the address of an upload."""
        path = self.files.path(asset)
        if asset.size <= INLINE:
            data = base64.b64encode(path.read_bytes()).decode()
            return f"data:{asset.media_type};base64,{data}"
        if asset.size > LARGEST:
            raise EngineFailed(
                f"{LABEL} takes files up to {LARGEST} bytes, not {asset.size}: "
                "make the film at a lower resolution"
            )
        try:
            kind = asset.media_type
            sent = self.caller.read(
                lambda client: client.files.create(path, content_type=kind), Uploaded
            )
        except Refused as no:
            raise self.caller.refusal(no) from None
        if "get" not in sent.urls:
            raise EngineBusy(f"{LABEL} took a file and gave no address for it")
        return sent.urls["get"]


def _create(
    client: "Client", model: ReplicateModel, content: Content, inputs: Mapping[str, Any]
) -> object:
    if content["version"]:
        pinned = f"{model.model}:{content['version']}"
        return client.predictions.create(version=pinned, input=dict(inputs))
    return client.predictions.create(model=model.model, input=dict(inputs))


def _listing(cursor: Any) -> Callable[["Client"], object]:
    return lambda client: client.predictions.list(cursor)


def _named(files: Mapping[str, Sequence[str]]) -> dict[str, str | list[str]]:
    return {
        name.removesuffix("[]"): list(sent) if name.endswith("[]") else sent[0]
        for name, sent in files.items()
    }
