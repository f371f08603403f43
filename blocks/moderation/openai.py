"""OpenAI's moderation: a free classifier of texts and pictures."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from blocks.credentials import OpenAICredentials
from blocks.engine import source_revision
from blocks.moderation.base import THRESHOLDS, ModerationEngine
from blocks.moderation.figures import known
from blocks.moderation.pictures import judged
from blocks.prices import price
from blocks.vendors.limits import turn
from blocks.vendors.openai import LABEL, VENDOR, session
from film.assets import Asset, AssetStore
from film.cost import FREE, Estimate
from film.errors import AssetMissing, EngineBusy
from film.moderation import Category, Finding
from film.persona import Persona
from film.till import Goods, counter

PORTION = 2_000
"""Characters of a text that are judged as one: the vendor judges shorter ones better."""
AT_ONCE = 16
"""Portions in one call."""
NOTICED = 0.01
"""Scores below are nothing to report."""

MEANINGS: dict[str, tuple[Category, float]] = {
    "sexual": ("sexual", 1.0),
    "sexual/minors": ("sexual content with minors", 1.0),
    "hate": ("hate", 1.0),
    "hate/threatening": ("hate", 1.0),
    "harassment": ("harassment", 0.6),
    "harassment/threatening": ("harassment", 0.6),
    "self-harm": ("self-harm", 0.5),
    "self-harm/intent": ("self-harm", 0.5),
    "self-harm/instructions": ("self-harm", 1.0),
    "violence": ("graphic violence", 0.0),
    "violence/graphic": ("graphic violence", 0.95),
    "illicit": ("dangerous instructions", 0.55),
    "illicit/violent": ("dangerous instructions", 0.8),
}
"""The vendor's categories as ours, and how much its score counts: it reads a villain's threat, a
war and a grief for what they are in life, and a film may show them."""


class Result(BaseModel):
    """What the vendor says of one input; whatever else it says is left."""

    model_config = ConfigDict(frozen=True)

    category_scores: dict[str, float]


class Answer(BaseModel):
    """A whole answer, as far as we read it."""

    model_config = ConfigDict(frozen=True)

    results: tuple[Result, ...] = Field(min_length=1)


class OpenAIModeration(ModerationEngine):
    """Asks OpenAI's classifier, which is free; it knows nothing of real people's rights."""

    _block_type_name = "Firstcut OpenAI Moderation"
    _block_type_slug = "openai-moderation"
    _description = "Judges requests and reference pictures with OpenAI's free classifier."
    name: ClassVar[str] = "openai"
    label: ClassVar[str] = "OpenAI moderation"
    licence: ClassVar[str] = "OpenAI's terms of use; its verdicts are yours"
    vendor: ClassVar[str] = VENDOR

    credentials: OpenAICredentials | None = Field(
        None, description="The key; without it OPENAI_API_KEY, or the block named default."
    )
    model: str = Field(
        "omni-moderation-latest",
        pattern=r"^[a-z0-9.-]{1,80}$",
        description="The classifier; only the omni ones see pictures.",
    )
    counts: dict[str, float] = Field(
        default_factory=dict,
        description="How much a category of OpenAI's counts, such as 'violence': 0.5. Those left "
        "out count as usual: threats and violence little, since films show them.",
    )

    seconds: float = Field(
        60.0, gt=0, le=600, description="For how many seconds an answer is waited for."
    )

    def fingerprint(self) -> dict[str, Any]:
        """Return the classifier, how its scores count, and from where on they refuse."""
        return {
            "engine": self.label,
            "model": self.model,
            "counts": self._counts,
            "thresholds": THRESHOLDS | self.thresholds,
            "figures": known().digest,
            "revision": source_revision(
                "blocks.moderation.openai", "blocks.moderation.base", "blocks.moderation.pictures"
            ),
        }

    def ready(self) -> None:
        """Look for a key."""
        self._credentials()

    def check(self) -> None:
        """Have a greeting judged: that is free."""
        self._asked([{"type": "text", "text": "Good morning."}])

    def estimate(self, work: str) -> Estimate:
        """Return what judging a text would cost: the classifier is free unless prices say else."""
        calls = -(-len(portions(work)) // AT_ONCE)
        return price(VENDOR, self.model, "call").estimate(calls) if calls else FREE

    def find(
        self,
        text: str,
        pictures: Sequence[Asset],
        store: AssetStore,
        persona: Persona | None = None,
    ) -> tuple[Finding, ...]:
        """Judge the text in portions, and every picture; the worst of each category counts."""
        found: dict[Category, Finding] = {}
        seen = [judged(picture, store) for picture in pictures]
        for finding in (*self._read(text), *self._seen(seen)):
            before = found.get(finding.category)
            if before is None or finding.score > before.score:
                found[finding.category] = finding
        return tuple(sorted(found.values(), key=lambda one: -one.score))

    def _read(self, text: str) -> Iterator[Finding]:
        parts = portions(text)
        for start in range(0, len(parts), AT_ONCE):
            some = parts[start : start + AT_ONCE]
            texts = [part for _, part in some]
            results = self._bought({"texts": texts}, texts, len(texts))
            for (line, _), result in zip(some, results, strict=True):
                yield from self._findings(result, f"in the text from line {line} on")

    def _seen(self, pictures: Iterable[bytes]) -> Iterator[Finding]:
        """Judge pictures one by one: the vendor takes one a call."""
        for number, data in enumerate(pictures, start=1):
            address = f"data:image/jpeg;base64,{b64encode(data).decode()}"
            inputs = [{"type": "image_url", "image_url": {"url": address}}]
            results = self._bought({"picture": sha256(data).hexdigest()}, inputs, 1)
            for result in results:
                yield from self._findings(result, f"in reference picture {number}")

    def _bought(self, content: dict[str, Any], inputs: Any, count: int) -> tuple[Result, ...]:
        """Return the results for some inputs; what was judged before is not asked again."""

        def call() -> Goods:
            data = self._asked(inputs, count)
            return Goods(data, ".json", estimate.dollars, {"inputs": count})

        estimate = price(VENDOR, self.model, "call").estimate(1)
        order = counter().buy(VENDOR, self.model, content, estimate, call)
        if order.goods is None:
            raise AssetMissing("The moderation's answer is gone: run the film again")
        goods = counter().till.store.path(order.goods)
        return Answer.model_validate_json(goods.read_bytes()).results

    def _asked(self, inputs: Any, count: int = 1) -> bytes:
        """Return the vendor's answer, checked; EngineBusy when it is no verdict on every input."""
        with turn(VENDOR), session(self._credentials(), self.seconds) as client:
            raw = client.moderations.with_raw_response.create(model=self.model, input=inputs)
            data = raw.http_response.content
        try:
            results = Answer.model_validate_json(data).results
        except ValidationError:
            raise EngineBusy(f"{LABEL} answered with what is no verdict: try again later") from None
        whole = all(
            0 <= score <= 1 for one in results for score in one.category_scores.values()
        ) and all(one.category_scores.keys() >= {"sexual", "hate"} for one in results)
        if len(results) != count or not whole:
            raise EngineBusy(f"{LABEL} judged only a part of the request: try again later")
        return data

    def _findings(self, result: Result, where: str) -> Iterator[Finding]:
        for name, raw in result.category_scores.items():
            category, _ = MEANINGS.get(name, (None, 0.0))
            score = round(min(1.0, raw * self._counts.get(name, 0.0)), 4)
            if category is not None and score >= NOTICED:
                yield Finding(
                    category=category,
                    score=score,
                    reason=f"{LABEL}'s classifier finds {name.replace('/', ', ')} {where}",
                )

    @property
    def _counts(self) -> dict[str, float]:
        return {name: weight for name, (_, weight) in MEANINGS.items()} | self.counts

    def _credentials(self) -> OpenAICredentials:
        return self.credentials or OpenAICredentials.usual()


def portions(text: str) -> list[tuple[int, str]]:
    """Divide a text at line ends into portions to be judged, each with its first line's number."""
    found: list[tuple[int, str]] = []
    held, first = "", 1
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        for start in range(0, len(line), PORTION):
            piece = line[start : start + PORTION]
            if held and len(held) + len(piece) > PORTION:
                found.append((first, held))
                held = ""
            first = first if held else number
            held += piece
    return [(number, part) for number, part in [*found, (first, held)] if part.strip()]
