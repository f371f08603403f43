"""Prices: dated, exact, replaceable, and one sentence where there is none."""

from fractions import Fraction
from pathlib import Path

import pytest

from blocks.prices import price, prices
from film.errors import BadRequest

OWN = """
[[price]]
vendor = "luma"
model = "ray-3.2"
unit = "second at 720p"
dollars = "0.07"
read = 2026-11-20
source = "our contract"

[[price]]
vendor = "acme"
model = "x"
unit = "call"
dollars = "1/3"
read = 2026-11-20
source = "their page"
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN)
    monkeypatch.setenv("FIRSTCUT_PRICES", str(path))
    return path


def test_every_price_that_ships_is_dated_and_says_its_source() -> None:
    assert len(prices()) > 10
    assert all(one.source and one.read.year >= 2026 for one in prices())


def test_an_own_price_replaces_one_and_adds_others(own: Path) -> None:
    assert price("luma", "ray-3.2", "second at 720p").dollars == Fraction(7, 100)
    assert price("acme", "x", "call").of(3) == 1
    assert price("luma", "ray-3.2", "second at 540p").source != "our contract"


def test_an_estimate_says_what_it_rests_on(own: Path) -> None:
    estimate = price("luma", "ray-3.2", "second at 720p").estimate(5)
    assert estimate.dollars == Fraction(35, 100)
    assert estimate.basis == "ray-3.2, $0.0700 per second at 720p (2026-11-20)"


def test_a_price_that_nobody_knows_says_where_to_write_it() -> None:
    with pytest.raises(BadRequest, match=r"No price is known for acme y per call.*prices\.toml"):
        price("acme", "y", "call")


def test_a_changed_file_is_read_again(own: Path) -> None:
    assert price("acme", "x", "call").dollars == Fraction(1, 3)
    own.write_text(OWN.replace('"1/3"', '"2"'))
    assert price("acme", "x", "call").dollars == 2


@pytest.mark.parametrize(
    "text", ["[[price]", '[[price]]\nvendor = "x"', OWN.replace('"1/3"', '"-1"')]
)
def test_prices_that_make_no_sense_are_refused_by_file(own: Path, text: str) -> None:
    own.write_text(text)
    with pytest.raises(BadRequest, match=r"own\.toml"):
        prices()
