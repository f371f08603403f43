"""The steps of a piece of work: the task runs that lead to it, the one that brings it last."""

from typing import Any

from prefect.futures import PrefectFuture

Steps = tuple[PrefectFuture[Any], ...]
