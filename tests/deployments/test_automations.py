"""Automations as files and as the server has them: registered twice, nothing changes."""

from collections.abc import Iterator
from typing import Any

import pytest
from prefect.blocks.fields import SecretDict
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.events.actions import ChangeFlowRunState, SendNotification
from prefect.events.schemas.automations import AutomationCore

from deployments import automations
from film.errors import BadRequest
from tests.api import PrefectApi

TELLS = "firstcut tells of failures"


@pytest.fixture
def client(api: PrefectApi) -> Iterator[SyncPrefectClient]:
    """Lend a client of the tests' API, which has no automation yet."""
    with get_client(sync_client=True) as client:
        for one in client.read_automations(limit=200):
            client.delete_automation(one.id)
        yield client


def there(client: SyncPrefectClient) -> dict[str, dict[str, Any]]:
    """Return what the server knows, by name, just as it stands there."""
    found = client.request("POST", "/automations/filter", json={}).json()
    return {one["name"]: one for one in found}


def save_webhook() -> str:
    """Save a webhook for notifications named firstcut; return its id."""
    block = CustomWebhookNotificationBlock(
        name="firstcut", url="https://chat.example/hooks", secrets=SecretDict({"key": "secret"})
    )
    return str(block.save("firstcut", overwrite=True))


def test_registering_twice_changes_nothing(client: SyncPrefectClient) -> None:
    automations.register_automations(client)
    first = there(client)
    automations.register_automations(client)
    assert there(client) == first
    assert {"firstcut lost runs", "firstcut crashed runs", "firstcut stranded runs"} <= set(first)


def test_a_change_is_brought_up_to_date_and_what_is_off_stays_off(
    client: SyncPrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    automations.register_automations(client)
    before = there(client)["firstcut lost runs"]
    client.pause_automation(before["id"])
    monkeypatch.setenv("FIRSTCUT_LOST_AFTER", "61")
    automations.register_automations(client)
    after = there(client)["firstcut lost runs"]
    assert after["id"] == before["id"]
    assert after["trigger"]["within"] == 61
    assert not after["enabled"]


def test_doubles_go(client: SyncPrefectClient) -> None:
    automations.register_automations(client)
    (lost,) = client.read_automations_by_name("firstcut lost runs")
    client.create_automation(AutomationCore(**lost.model_dump(exclude={"id"})))
    assert len(client.read_automations_by_name("firstcut lost runs")) == 2
    automations.register_automations(client)
    assert len(client.read_automations_by_name("firstcut lost runs")) == 1


def test_who_is_told_follows_the_blocks_that_are_saved(client: SyncPrefectClient) -> None:
    automations.register_automations(client)
    assert TELLS not in there(client)
    block = save_webhook()
    automations.register_automations(client)
    (action,) = there(client)[TELLS]["actions"]
    assert action["block_document_id"] == block
    assert "secret" not in str(there(client))
    client.delete_block_document(block)
    automations.register_automations(client)
    assert TELLS not in there(client)


@pytest.mark.parametrize("asked", ["", "soon", "12.5", "34"])
def test_a_time_that_cannot_be_is_refused(
    client: SyncPrefectClient, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    monkeypatch.setenv("FIRSTCUT_LOST_AFTER", asked)
    with pytest.raises(BadRequest, match="FIRSTCUT_LOST_AFTER"):
        automations.register_automations(client)


def test_crashes_are_answered_only_after_running(client: SyncPrefectClient) -> None:
    known = {one.name: one for one in automations.automations(client)}
    crashed = known["firstcut crashed runs"].trigger
    assert crashed.after == {"prefect.flow-run.Running"}  # type: ignore[union-attr]
    for one in known.values():
        (role,) = {one.trigger.match_related.root["prefect.resource.role"]}  # type: ignore[union-attr]
        assert role == "flow"
        assert all(
            isinstance(action, ChangeFlowRunState | SendNotification) for action in one.actions
        )
