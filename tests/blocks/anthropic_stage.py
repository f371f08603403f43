"""A stage to try Anthropic's engines on: its stand-in, a key, and a till that pays."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from blocks.credentials import AnthropicCredentials
from blocks.vendors.anthropic import read_reply
from film.assets import LocalAssetStore
from film.ledger import LocalLedger, Order
from film.till import Till
from flows.standins.server import StandIns

DATA = ("<request_json>\n", "\n</request_json>")


@dataclass(frozen=True)
class Stage:
    """The stand-in, and an open till."""

    standins: StandIns
    folder: Path
    till: Till

    @property
    def credentials(self) -> AnthropicCredentials:
        """The key that the stand-in takes."""
        address = self.standins.addresses["anthropic"]
        return AnthropicCredentials(api_key=SecretStr(self.key), base_url=address)

    @property
    def key(self) -> str:
        return self.standins.keys["anthropic"]

    @property
    def sent(self) -> list[dict[str, Any]]:
        """The bodies of all messages posted so far."""
        return [call["body"] for call in self.standins.calls("anthropic", "messages")]

    @property
    def orders(self) -> tuple[Order, ...]:
        """The ledger, oldest first."""
        return self.till.ledger.orders(self.till.account)

    def answered(self, order: Order) -> dict[str, Any]:
        """Return the JSON that an order brought."""
        assert order.goods
        told = json.loads(read_reply(self.till.store.path(order.goods).read_bytes()).text)
        assert isinstance(told, dict)
        return told

    def left_behind(self) -> str:
        """Return all that lies in the ledger and the store, as one text."""
        files = (file for file in self.folder.rglob("*") if file.is_file())
        return "\n".join(file.read_bytes().decode("utf-8", "replace") for file in files)


@contextmanager
def performing(
    standins: StandIns, folder: Path, stage: str, budget: Fraction | None = None
) -> Iterator[Stage]:
    """Reset the stand-in, and pay for what is bought inside."""
    standins.reset()
    store = LocalAssetStore(folder / "store")
    till = Till(LocalLedger(folder / "ledger"), store, "film", budget=budget)
    with till.paying(stage, stage):
        yield Stage(standins, folder, till)


def data_in(body: dict[str, Any]) -> dict[str, Any]:
    """Return the one JSON object that a posted message carries."""
    text: str = body["messages"][0]["content"][-1]["text"]
    assert text.startswith(DATA[0])
    assert text.endswith(DATA[1])
    inner = text[len(DATA[0]) : -len(DATA[1])]
    assert "<" not in inner
    assert ">" not in inner
    found = json.loads(inner)
    assert isinstance(found, dict)
    return found
