"""What was asked for: a run's request, whichever flow it is for."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from film.request import MovieRequest
from film.starring.request import StarringRequest
from film.transform.request import TransformRequest

Request = MovieRequest | StarringRequest | TransformRequest
_ANY: TypeAdapter[Request] = TypeAdapter(Request)


def request_of(parameters: Mapping[str, Any]) -> Request:
    """Return a run's request from its parameters; pydantic's ValidationError when it has none."""
    return _ANY.validate_python(parameters["request"])
