"""A real Prefect API for the tests: the local one that commands use, in the tests' own home."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PrefectApi:
    """The API's address."""

    url: str
