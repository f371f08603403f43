"""The base of all film data: frozen pydantic models that travel as JSON."""

from pydantic import BaseModel, ConfigDict

from film.form import in_order

SCHEMA_VERSION = 1
"""Version of the film data's JSON. Raise it when old JSON no longer means the same."""


class FilmModel(BaseModel):
    """A frozen value: equal by content, JSON in and out, unknown fields refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, json_schema_extra=in_order
    )
