"""Registering block types with a Prefect API."""

from prefect.blocks.core import Block
from prefect.exceptions import ObjectAlreadyExists


def register_type(kind: type[Block]) -> None:
    """Register a block type and its fields, which others may be doing at the same moment.

    Prefect looks whether a type is there and then makes it: whoever is second of two finds it
    there when it asks again. To save a block registers its type, too: call this before.
    """
    try:
        kind.register_type_and_schema()
    except ObjectAlreadyExists:
        kind.register_type_and_schema()
