"""Jobs: posted once whatever happens, found again, waited for with patience, fetched whole."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from blocks.vendors.download import Limits
from blocks.vendors.jobs import (
    MOST_MISSES,
    Content,
    JobDesk,
    JobState,
    Patience,
    Unanswered,
    collect,
    submit,
)
from film.assets import AssetStore
from film.cost import Estimate
from film.errors import (
    BudgetSpent,
    EngineBusy,
    EngineFailed,
    EngineMissing,
    FirstcutError,
    MediaFailed,
    PaidInVain,
)
from film.ledger import LocalLedger, Order
from film.till import Counter, Till

CENT = Fraction(1, 100)
ESTIMATE = Estimate(dollars=5 * CENT, basis="a try")
CONTENT = {"prompt": "a lamp", "seed": 1}
QUICK = Patience(first=0.001, longest=0.002, deadline=2, doubt=0.01)
GOOD = b'{"picture": "of a lamp"}'


@dataclass
class Vendor:
    """A vendor in memory: its jobs, and what goes wrong next."""

    jobs: dict[str, Content] = field(default_factory=dict)
    posts: int = 0
    cancelled: list[str] = field(default_factory=list)
    faults: list[FirstcutError | None] = field(default_factory=list)
    """Raised by the next posts, before the job is taken; Unanswered after it."""
    takes_unanswered: bool = True
    deaf: int = 0
    """Look-ups that go unanswered."""
    states: list[JobState | FirstcutError] = field(default_factory=list)
    """What the next questions are answered; the last one stays."""
    slow: float = 0


class Desk(JobDesk):
    """A desk in front of the vendor in memory."""

    vendor: ClassVar[str] = "replicate"
    label = "vendor in memory"

    def __init__(self, there: Vendor, address: str, patience: Patience = QUICK) -> None:
        self.there = there
        self.address = address
        self.patience = patience
        self.limits = Limits(size=1000, seconds=2, attempts=3, pause=0.001)

    def post(self, content: Content) -> str:
        self.there.posts += 1
        threading.Event().wait(self.there.slow)
        fault = self.there.faults.pop(0) if self.there.faults else None
        if fault and not (isinstance(fault, Unanswered) and self.there.takes_unanswered):
            raise fault
        job = f"job-{len(self.there.jobs) + 1}"
        self.there.jobs[job] = content
        if fault:
            raise fault
        return job

    def look_up(self, order: Order, content: Content) -> Sequence[str]:
        if self.there.deaf:
            self.there.deaf -= 1
            raise EngineBusy("it does not answer")
        return [job for job, made_of in self.there.jobs.items() if made_of == content]

    def ask(self, job: str) -> JobState:
        states = self.there.states
        state = states.pop(0) if len(states) > 1 else states[0]
        if isinstance(state, FirstcutError):
            raise state
        return state

    def cancel(self, job: str) -> None:
        self.there.cancelled.append(job)


Page = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture
def pages() -> Iterator[tuple[str, dict[str, list[Page]]]]:
    """Serve outputs: by path, the answers in a row; the last one stays."""
    answers: dict[str, list[Page]] = {"/good": [sends(GOOD)]}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            row = answers[self.path]
            (row.pop(0) if len(row) > 1 else row[0])(self)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", answers
    server.shutdown()
    server.server_close()
    thread.join()


def sends(body: bytes, status: int = 200, promised: int | None = None, **headers: str) -> Page:
    """Return an answer; ``promised`` is the length that its head tells."""

    def answer(call: BaseHTTPRequestHandler) -> None:
        call.send_response(status)
        call.send_header("Content-Length", str(len(body) if promised is None else promised))
        for name, value in headers.items():
            call.send_header(name.replace("_", "-"), value)
        call.end_headers()
        call.wfile.write(body)

    return answer


@pytest.fixture
def till(tmp_path: Path, store: AssetStore) -> Till:
    return Till(LocalLedger(tmp_path / "ledger"), store, "film")


@pytest.fixture
def paying(till: Till) -> Iterator[Counter]:
    with till.paying("video", "s1-h1") as place:
        yield place


def is_picture(path: Path) -> str:
    if not path.read_bytes().startswith(b'{"picture'):
        raise MediaFailed("that is no picture")
    return ".json"


def order_one(desk: Desk) -> Order:
    return submit(desk, "a/model", CONTENT, ESTIMATE)


def at(till: Till) -> list[tuple[str, Fraction]]:
    """Return the ledger: the state and charge of each order."""
    return [(one.state, one.charge) for one in till.ledger.orders("film")]


def test_a_job_is_posted_once_and_collected_once(
    paying: Counter, till: Till, pages: tuple[str, dict[str, list[Page]]]
) -> None:
    there = Vendor(
        states=[JobState("running"), JobState("done", (f"{pages[0]}/good",), 4 * CENT, {"s": 2})]
    )
    desk = Desk(there, pages[0])
    order = order_one(desk)
    assert (order.state, order.job) == ("accepted", "job-1")
    assert order_one(desk) == order
    done = collect(desk, order, is_picture)
    assert (done.state, done.dollars, done.usage) == ("settled", 4 * CENT, {"s": 2})
    assert done.goods is not None
    assert till.store.path(done.goods).read_bytes() == GOOD
    there.states = [JobState("gone")]
    assert collect(desk, order, is_picture) == done, "an old copy of the order serves as well"
    assert order_one(desk) == done
    assert there.posts == 1


def test_a_vendor_that_does_not_say_what_it_cost_is_paid_the_estimate(
    paying: Counter, till: Till, pages: tuple[str, dict[str, list[Page]]]
) -> None:
    desk = Desk(Vendor(states=[JobState("done", (f"{pages[0]}/good",))]), pages[0])
    collect(desk, order_one(desk), is_picture)
    assert at(till) == [("settled", 5 * CENT)]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (EngineBusy("429", 7), EngineBusy),
        (EngineFailed("422"), EngineFailed),
        (EngineMissing("401"), EngineMissing),
    ],
    ids=["busy", "refused", "wrong key"],
)
def test_a_job_that_was_surely_not_taken_costs_nothing(
    paying: Counter, till: Till, fault: FirstcutError, kind: type[FirstcutError]
) -> None:
    there = Vendor(faults=[fault])
    desk = Desk(there, "")
    with pytest.raises(kind):
        order_one(desk)
    assert at(till) == [("failed", 0)]
    assert order_one(desk).state == "accepted"
    assert there.posts == 2
    assert till.spent == 5 * CENT


def test_an_unanswered_job_that_was_taken_is_found_at_once(paying: Counter, till: Till) -> None:
    there = Vendor(faults=[Unanswered("timed out")])
    order = order_one(Desk(there, ""))
    assert (order.state, order.job, there.posts) == ("accepted", "job-1", 1)


def test_an_unanswered_job_is_looked_for_before_it_is_sent_again(
    paying: Counter, till: Till
) -> None:
    there = Vendor(faults=[Unanswered("timed out")], deaf=2)
    desk = Desk(there, "")
    for _ in range(2):
        with pytest.raises(EngineBusy):
            order_one(desk)
    assert (there.posts, at(till)) == (1, [("called", 5 * CENT)])
    assert order_one(desk).job == "job-1"
    assert there.posts == 1


def test_an_unanswered_job_that_was_not_taken_is_sent_again_later(
    paying: Counter, till: Till
) -> None:
    there = Vendor(faults=[Unanswered("reset")], takes_unanswered=False)
    desk = Desk(there, "")
    with pytest.raises(Unanswered):
        order_one(desk)
    assert there.posts == 1, "not in the same breath"
    assert order_one(desk).job == "job-1"
    assert (there.posts, len(till.ledger.orders("film"))) == (2, 1)


def test_a_process_that_was_killed_around_its_post_is_followed_up(
    paying: Counter, till: Till
) -> None:
    there = Vendor(jobs={"job-1": CONTENT})
    paying.call(paying.order("replicate", "a/model", CONTENT, ESTIMATE))
    order = order_one(Desk(there, ""))
    assert (order.state, order.job, there.posts) == ("accepted", "job-1", 0)


def test_the_job_of_another_order_is_not_taken_for_this_one(paying: Counter, till: Till) -> None:
    there = Vendor()
    desk = Desk(there, "")
    first = order_one(desk)
    paying.close(first, "its output was broken", None)
    paying.call(paying.order("replicate", "a/model", CONTENT, ESTIMATE))
    second = order_one(desk)
    assert (second.job, there.posts) == ("job-2", 2)


def test_two_runs_at_once_post_once(till: Till) -> None:
    there = Vendor(slow=0.05)
    orders: list[Order] = []

    def run() -> None:
        with till.paying("video", "s1-h1"):
            orders.append(order_one(Desk(there, "")))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert there.posts == 1
    assert {order.job for order in orders} == {"job-1"}
    assert len(orders) == 4


def test_a_budget_is_kept_before_anything_is_sent(till: Till) -> None:
    there = Vendor()
    small = Till(till.ledger, till.store, "film", budget=4 * CENT)
    with small.paying("video", "s1-h1"), pytest.raises(BudgetSpent):
        order_one(Desk(there, ""))
    assert there.posts == 0


@pytest.mark.parametrize(
    ("state", "kind", "charge"),
    [
        (JobState("failed", reason="NSFW", dollars=Fraction(0)), EngineFailed, Fraction(0)),
        (JobState("failed", reason="it broke", dollars=2 * CENT), PaidInVain, 2 * CENT),
        (JobState("failed"), PaidInVain, 5 * CENT),
        (JobState("gone"), PaidInVain, 5 * CENT),
        (JobState("done"), PaidInVain, 5 * CENT),
    ],
    ids=["failed for free", "failed and paid", "failed, who knows", "gone", "no output"],
)
def test_a_job_that_ends_badly_ends_its_order(
    paying: Counter, till: Till, state: JobState, kind: type[FirstcutError], charge: Fraction
) -> None:
    there = Vendor(states=[JobState("running"), state])
    desk = Desk(there, "")
    order = order_one(desk)
    with pytest.raises(kind, match="job-1") as caught:
        collect(desk, order, is_picture)
    assert not caught.value.retryable
    assert state.reason in str(caught.value)
    assert at(till) == [("failed", charge)]
    with pytest.raises(EngineFailed, match="run it again"):
        collect(desk, order, is_picture)
    assert order_one(desk).job == "job-2", "a new run orders it anew"


def test_a_job_that_never_ends_is_cancelled(paying: Counter, till: Till) -> None:
    there = Vendor(states=[JobState("running")])
    desk = Desk(there, "", QUICK.model_copy(update={"deadline": 0.05}))
    with pytest.raises(PaidInVain, match=r"job-1 within 0\.05 seconds.*cancelled"):
        collect(desk, order_one(desk), is_picture)
    assert (there.cancelled, at(till)) == (["job-1"], [("failed", 5 * CENT)])


def test_a_vendor_that_stays_silent_leaves_the_order_open(
    paying: Counter, till: Till, pages: tuple[str, dict[str, list[Page]]]
) -> None:
    there = Vendor(states=[EngineBusy("503")])
    desk = Desk(there, pages[0])
    order = order_one(desk)
    with pytest.raises(EngineBusy, match="503"):
        collect(desk, order, is_picture)
    assert at(till) == [("accepted", 5 * CENT)]
    there.states = [
        *[EngineBusy("429", 0.001)] * MOST_MISSES,
        JobState("running"),
        *[EngineBusy("reset")] * MOST_MISSES,
        JobState("done", (f"{pages[0]}/good",)),
    ]
    assert collect(desk, order, is_picture).state == "settled"


def test_reads_that_fail_are_read_again(
    paying: Counter, till: Till, pages: tuple[str, dict[str, list[Page]]]
) -> None:
    address, answers = pages
    answers["/cut"] = [
        sends(GOOD[:9], promised=len(GOOD)),
        sends(b"", 503, Retry_After="0"),
        sends(GOOD),
    ]
    desk = Desk(Vendor(states=[JobState("done", (f"{address}/cut",))]), address)
    done = collect(desk, order_one(desk), is_picture)
    assert done.goods is not None
    assert till.store.path(done.goods).read_bytes() == GOOD


def test_an_output_that_cannot_be_read_now_is_read_by_the_next_run(
    paying: Counter, till: Till, pages: tuple[str, dict[str, list[Page]]]
) -> None:
    address, answers = pages
    answers["/down"] = [sends(b"", 500)] * 3 + [sends(GOOD)]
    desk = Desk(Vendor(states=[JobState("done", (f"{address}/down",))]), address)
    order = order_one(desk)
    with pytest.raises(EngineBusy):
        collect(desk, order, is_picture)
    assert at(till) == [("accepted", 5 * CENT)]
    assert collect(desk, order, is_picture).state == "settled"


def test_an_expired_address_is_asked_for_again(
    paying: Counter, pages: tuple[str, dict[str, list[Page]]]
) -> None:
    address, answers = pages
    answers["/old"] = [sends(b"", 403)]
    there = Vendor(
        states=[JobState("done", (f"{address}/old",)), JobState("done", (f"{address}/good",))]
    )
    desk = Desk(there, address)
    assert collect(desk, order_one(desk), is_picture).state == "settled"


def test_an_output_that_is_broken_once_is_fetched_again(
    paying: Counter, pages: tuple[str, dict[str, list[Page]]]
) -> None:
    address, answers = pages
    answers["/odd"] = [sends(b"<html>Bad gateway</html>"), sends(GOOD)]
    desk = Desk(Vendor(states=[JobState("done", (f"{address}/odd",))]), address)
    assert collect(desk, order_one(desk), is_picture).state == "settled"


USELESS: dict[str, tuple[Page, str]] = {
    "expired": (sends(b"", 404), "no longer"),
    "wrong type": (sends(b"<html>Oops</html>"), "no picture"),
    "too large": (sends(b"x" * 2000), "larger than 1000 bytes"),
    "leads elsewhere": (sends(b"", 302, Location="http://10.0.0.1/x"), "not allowed"),
    "leads in circles": (sends(b"", 302, Location="/useless"), "circles"),
    "refused": (sends(b"", 418), "418"),
}


@pytest.mark.parametrize("name", USELESS)
def test_an_output_of_no_use_is_paid_in_vain(
    paying: Counter, till: Till, pages: tuple[str, dict[str, list[Page]]], name: str
) -> None:
    address, answers = pages
    page, reason = USELESS[name]
    answers["/useless"] = [page]
    desk = Desk(Vendor(states=[JobState("done", (f"{address}/useless",), 3 * CENT)]), address)
    with pytest.raises(PaidInVain, match=reason) as caught:
        collect(desk, order_one(desk), is_picture)
    assert "job-1" in str(caught.value)
    assert at(till) == [("failed", 3 * CENT)]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/x",
        "https://localhost/x",
        "file:///etc/passwd",
        "ftp://example.com/x",
        "http://example.com/x",
        "https:///x",
    ],
)
def test_addresses_that_are_not_the_vendors_are_not_opened(
    paying: Counter, till: Till, url: str
) -> None:
    desk = Desk(Vendor(states=[JobState("done", (url,))]), "https://api.example.com")
    with pytest.raises(PaidInVain, match="not allowed"):
        collect(desk, order_one(desk), is_picture)


def test_an_output_that_is_sent_along_needs_no_reading(paying: Counter, till: Till) -> None:
    url = "data:application/json;base64,eyJwaWN0dXJlIjogMX0="
    desk = Desk(Vendor(states=[JobState("done", (url,))]), "https://api.example.com")
    done = collect(desk, order_one(desk), is_picture)
    assert done.goods is not None
    assert till.store.path(done.goods).read_bytes() == b'{"picture": 1}'


def test_goods_that_went_astray_are_fetched_again(
    paying: Counter, till: Till, pages: tuple[str, dict[str, list[Page]]]
) -> None:
    there = Vendor(states=[JobState("done", (f"{pages[0]}/good",), 3 * CENT)])
    desk = Desk(there, pages[0])
    order = order_one(desk)
    done = collect(desk, order, is_picture)
    assert done.goods is not None
    till.store.path(done.goods).unlink()
    assert collect(desk, order, is_picture) == done.model_copy(
        update={"ended": till.ledger.orders("film")[0].ended}
    )
    till.store.path(done.goods).unlink()
    there.states = [JobState("gone")]
    with pytest.raises(PaidInVain):
        collect(desk, order, is_picture)
    assert at(till) == [("failed", 3 * CENT)]


def test_a_failure_here_does_not_undo_what_another_run_settled(
    paying: Counter, till: Till, pages: tuple[str, dict[str, list[Page]]]
) -> None:
    address, answers = pages
    answers["/odd"] = [sends(b"odd")]
    desk = Desk(Vendor(states=[JobState("done", (f"{address}/odd",))]), address)
    good = Desk(Vendor(states=[JobState("done", (f"{address}/good",))]), address)
    order = order_one(desk)

    def late(path: Path) -> str:
        collect(good, order, is_picture)
        return is_picture(path)

    with pytest.raises(PaidInVain):
        collect(desk, order, late)
    assert [state for state, _ in at(till)] == ["settled"]


def test_an_order_that_is_cancelled_meanwhile_stays_cancelled(paying: Counter, till: Till) -> None:
    order = order_one(Desk(Vendor(), ""))

    class Stopped(Desk):
        def ask(self, job: str) -> JobState:
            paying.close(order, "Cancelled with its run", None, cancelled=True)
            return JobState("failed", reason="canceled")

    with pytest.raises(EngineFailed, match="canceled"):
        collect(Stopped(Vendor(), ""), order, is_picture)
    [now] = till.ledger.orders("film")
    assert (now.state, now.note) == ("cancelled", "Cancelled with its run")
