"""What goes and what stays, by age and by use."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from film.assets import Asset, Stored
from film.ledger import Order
from film.retention import digest_of, gibibytes, goods_to_keep, leaving_assets, long_kept

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def thing(number: int, days: float, size: int = 1) -> Stored:
    """Return an asset that was written so many days ago."""
    return Stored(name=f"{number:064x}.mp4", size=size, changed=NOW - timedelta(days=days))


def order(number: int, days: float, *, goods: bool = True) -> Order:
    """Return an order that was settled so many days ago."""
    asset = Asset(sha256=f"{number:064x}", media_type="video/mp4", size=1, suffix=".mp4")
    when = NOW - timedelta(days=days)
    return Order(
        key=str(number),
        account="a",
        stage="scenes",
        subject="s1",
        vendor="luma",
        model="ray",
        state="settled" if goods else "failed",
        goods=asset if goods else None,
        estimate=Fraction(1),
        placed=when - timedelta(days=1),
        ended=when,
    )


def test_only_what_is_older_was_kept_for_long() -> None:
    young, old = thing(1, 29.9), thing(2, 30.1)
    assert list(long_kept([young, old], 30, NOW)) == [old]


def test_for_ever_is_for_ever() -> None:
    assert list(long_kept([thing(1, 36_000)], 0, NOW)) == []
    assert goods_to_keep([order(1, 36_000)], 0, NOW) == {f"{1:064x}"}


def test_what_is_in_use_stays_however_old() -> None:
    used, unused = thing(1, 400), thing(2, 400)
    assert leaving_assets([used, unused], 30, NOW, {digest_of(used)}) == (unused,)


def test_what_was_bought_stays_for_its_own_time() -> None:
    orders = [order(1, 364), order(2, 366), order(3, 1, goods=False)]
    assert goods_to_keep(orders, 365, NOW) == {f"{1:064x}"}


def test_an_order_without_an_end_counts_from_when_it_was_placed() -> None:
    placed = order(1, 364.5).model_copy(update={"ended": None})
    assert goods_to_keep([placed], 365, NOW) == set()
    assert goods_to_keep([placed], 366, NOW) == {f"{1:064x}"}


def test_weights_add_up() -> None:
    assert gibibytes([thing(1, 1, 2**29), thing(2, 1, 2**30)]) == 1.5


@given(
    ages=st.lists(st.floats(0, 1_000), max_size=20),
    used=st.sets(st.integers(0, 20)),
    days=st.integers(1, 900),
)
def test_what_goes_and_what_stays_is_everything(
    ages: list[float], used: set[int], days: int
) -> None:
    things = [thing(number, age) for number, age in enumerate(ages)]
    named = {f"{number:064x}" for number in used}
    leaving = set(leaving_assets(things, days, NOW, named))
    for one in things:
        young = one.changed >= NOW - timedelta(days=days)
        assert (one in leaving) == (not young and digest_of(one) not in named)
