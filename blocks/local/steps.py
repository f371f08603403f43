"""A model's steps: how far it is, told at sensible steps, and ended between them when asked."""

from blocks.local.asker import is_ending
from blocks.local.journal import log
from film.errors import EngineBusy

TOLD = 4
"""How often a piece of work is heard of."""


class Steps:
    """Follows the steps of one piece of work; called after each with its number and their count."""

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self._told = 0

    def __call__(self, step: int, steps: int) -> None:
        """Tell each quarter once; EngineBusy when the run that wants the work is ending."""
        if is_ending():
            raise EngineBusy(
                f"{self.doing} was stopped at step {step} of {steps}: the run is ending"
            )
        part = TOLD * step // max(1, steps)
        if part > self._told:
            self._told = part
            log().info("%s: step %d of %d", self.doing, step, steps)
