"""How the studio's benchmark reads what the API tells: the critical path, and who overtook."""

from benchmarks.operations import critical_path, overtakers


def test_the_critical_path_is_what_the_end_waited_for() -> None:
    tasks = [(0.0, 1.0), (0.0, 4.0), (1.1, 2.0), (4.5, 9.0), (2.1, 8.0), (9.0, 10.0)]
    assert critical_path(tasks) == [(0.0, 4.0), (4.5, 9.0), (9.0, 10.0)]


def test_one_overtook_if_more_urgent_ones_waited_than_could_be_on_their_way() -> None:
    def run(queue: str, second: int) -> dict[str, str]:
        return {"work_queue_name": queue, "start_time": f"2026-11-21T20:00:{second:02}Z"}

    rush = [run("rush", second) for second in (1, 2, 3, 4)]
    early, fair = run("standard", 2), run("batch", 3)
    assert list(overtakers([*rush, early, fair], slots=1)) == [early]
    assert not list(overtakers([*rush, early, fair], slots=2))
