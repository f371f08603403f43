"""Forms: how a model's JSON schema tells a person's form what to ask, in which order."""

from collections.abc import Callable
from typing import Any

Shown = dict[str, Any]
"""A JSON schema that a form is made from."""
NULL = {"type": "null"}


def at(position: int) -> Any:
    """Return a field's place in its form, counted from 0."""
    return {"position": position}


def if_given(position: int, **more: Any) -> Callable[[Shown], None]:
    """Return what shows a field that may be left out as what it is when it is given.

    A form then has an empty field of the right kind for it, where it would have a switch between
    the kind and null; Prefect's server takes null for it all the same, but not for a choice. A
    model needs the switch: its own fields are never empty in a form.
    """

    def show(schema: Shown) -> None:
        (kind,) = (one for one in schema.pop("anyOf") if one != NULL)
        del schema["default"]
        schema.update({**kind, **schema, **more, "position": position})
        schema.pop("ge", None)  # a rational's limits are no limits of the text that it travels as

    return show


def in_order(schema: Shown) -> None:
    """Show a model's fields, each under a title, in the order in which it declares them."""
    for position, (name, field) in enumerate(schema.get("properties", {}).items()):
        field.setdefault("position", position)
        field.setdefault("title", name.replace("_", " ").capitalize())
