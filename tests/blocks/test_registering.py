"""A block type that several register at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from prefect.blocks.core import Block
from prefect.client.orchestration import get_client

from blocks.registering import register_type
from tests.api import PrefectApi

AT_ONCE = 8


def test_whoever_comes_second_finds_it_there(api: PrefectApi) -> None:
    class Lamp(Block):
        _block_type_name = f"Lamp {uuid4().hex}"
        watts: int = 40

    begin = Barrier(AT_ONCE)

    def register(_: int) -> None:
        begin.wait(30)
        register_type(Lamp)

    with ThreadPoolExecutor(AT_ONCE) as people:
        list(people.map(register, range(AT_ONCE)))
    with get_client(sync_client=True) as client:
        kind = client.read_block_type_by_slug(Lamp.get_block_type_slug())
        kept = client.read_block_schema_by_checksum(Lamp._calculate_schema_checksum())
    assert kept.block_type_id == kind.id == Lamp._block_type_id
