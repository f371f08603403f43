"""What local models tell while they work: to the run's log in a run, else to Firstcut's own."""

import logging
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

NAME = "firstcut.local"


def log() -> "logging.Logger | logging.LoggerAdapter[Any]":
    """Return the logger of the task or flow at hand, or ours outside of one."""
    from prefect.exceptions import MissingContextError
    from prefect.logging import get_run_logger

    try:
        return get_run_logger()
    except MissingContextError:
        return logging.getLogger(NAME)


def quietly(load: Callable[[], T]) -> T:
    """Return what is loaded, without the bars and the notices to developers that it brings."""
    quieten()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return load()


def quieten() -> None:
    """Have the model libraries tell errors only: what they draw and warn of is told by us."""
    import diffusers
    import transformers

    for library in (diffusers, transformers):
        library.utils.logging.set_verbosity_error()
        library.utils.logging.disable_progress_bar()
