"""How tasks behave: what their cache keys hold, and what is worth another try."""

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from prefect import Task
from prefect.cache_policies import CachePolicy
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import TaskRunContext
from prefect.results import get_result_store
from pydantic import BaseModel

from blocks.engine import Engine
from film.assets import Asset, AssetStore
from film.errors import FirstcutError
from film.ledger import Order
from film.model import FilmModel
from film.persona import Consent
from film.speech import Neighbours
from film.till import Till

F = TypeVar("F", bound=FilmModel)
RETRY_DELAYS = [2.0, 10.0, 30.0]
"""Seconds before the first, second and third further attempt."""
NO_CONTENT = (AssetStore, Till, Neighbours, Consent)
"""What tasks are handed that does not shape what they make."""


@dataclass
class ByContent(CachePolicy):
    """Keys a task by its stage, its engine's fingerprint and the content of its other inputs.

    A stored result whose assets are gone does not count, nor does an order that came to nothing:
    the next one is made under the same content's next generation, so that it is made again and
    not failed.
    """

    def compute_key(
        self,
        task_ctx: TaskRunContext,
        inputs: dict[str, Any],
        flow_parameters: dict[str, Any],
        **kwargs: Any,
    ) -> str | None:
        """Return the key of the content's newest generation that is whole, or still to be made."""
        content = {
            name: canonical(value)
            for name, value in sorted(inputs.items())
            if not isinstance(value, NO_CONTENT)
        }
        text = json.dumps([task_ctx.task.task_key, content], sort_keys=True, ensure_ascii=False)
        base = hashlib.sha256(text.encode()).hexdigest()
        store = next((value for value in inputs.values() if isinstance(value, AssetStore)), None)
        till = next((value for value in inputs.values() if isinstance(value, Till)), None)
        return self._whole_generation(base, store, till)

    def _whole_generation(self, base: str, store: AssetStore | None, till: Till | None) -> str:
        results = get_result_store()
        generation = 1
        while True:
            key = base if generation == 1 else f"{base}-{generation}"
            if store is None or not results.exists(key):
                return key
            if _is_whole(results.read(key).result, store, till):
                return key
            generation += 1


by_content = ByContent()


def canonical(value: Any) -> Any:
    """Return a value as JSON that is equal for equal content; TypeError for what has none."""
    if isinstance(value, Engine):
        return value.fingerprint()
    if isinstance(value, Asset):
        return value.sha256
    if isinstance(value, Order):
        return value.key
    if isinstance(value, BaseModel):
        return {name: canonical(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {str(name): canonical(item) for name, item in sorted(value.items())}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Fraction | Path | datetime):
        return str(value)
    if isinstance(value, Sequence):
        return [canonical(item) for item in value]
    raise TypeError(f"{type(value).__name__} cannot be part of a cache key")


def assets_in(value: Any) -> Iterator[Asset]:
    """Yield every asset that a result refers to."""
    return _all_of(Asset, value)


def _is_whole(made: Any, store: AssetStore, till: Till | None) -> bool:
    """Say whether a result's assets are all there, and its orders may still bring theirs."""
    orders = _all_of(Order, made)
    if till is not None and not all(till.stands(order) for order in orders):
        return False
    return all(store.has(asset) for asset in assets_in(made))


def _all_of(kind: type[F], value: Any) -> Iterator[F]:
    if isinstance(value, kind):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _all_of(kind, getattr(value, name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _all_of(kind, item)
    elif isinstance(value, Sequence | AbstractSet) and not isinstance(value, str | bytes):
        for item in value:
            yield from _all_of(kind, item)


def worth_retrying(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    """Say whether the error that failed a task can go away by itself.

    Who was told how long to wait waits here for what the delay before the next attempt lacks.
    """
    error = state.result(raise_on_failure=False)
    if not isinstance(error, FirstcutError) or not error.retryable:
        return False
    if error.retry_after and run.run_count <= len(RETRY_DELAYS):
        delay = RETRY_DELAYS[max(0, run.run_count - 1)]
        time.sleep(max(0.0, error.retry_after - delay))
    return True


RETRIED: dict[str, Any] = {
    "retries": len(RETRY_DELAYS),
    "retry_delay_seconds": RETRY_DELAYS,
    "retry_condition_fn": worth_retrying,
}
"""What a task has in common that is worth another try."""
STAGE: dict[str, Any] = RETRIED | {
    "cache_policy": by_content,
    "persist_result": True,
    "result_serializer": "json",
    "log_prints": False,
}
"""What every stage's task has in common."""
