"""An API caller triggers a film and follows it."""

from film.assets import hash_file
from tests.studio.conftest import SMALL
from tests.studio.studio import Studio


def test_a_post_makes_a_film(studio: Studio) -> None:
    run = studio.trigger("make-movie/animatic", {"request": SMALL})
    ended = studio.wait(run["id"])
    assert ended["state"]["type"] == "COMPLETED", studio.logs(run["id"])
    assert ended["name"] == "The Lamp"
    assert hash_file(studio.film(run["id"]))
    assert "film.mp4" in studio.artifacts(run["id"])["film"]
