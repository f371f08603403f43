"""The report of a run: what its stages made, with which engines, in what time, at what cost."""

import json
import time
from collections.abc import Sequence
from fractions import Fraction
from importlib.metadata import version

from blocks.local.meter import meter
from film.deliverables import Check, Production
from film.ledger import Order
from film.plan import Pace
from film.report import MissingShot, Report, StageReport
from film.request import MovieRequest
from flows.in_use import assets_behind
from flows.unit import Unit


def write_report(
    production: Production,
    request: MovieRequest,
    pace: Pace,
    unit: Unit,
    missing: Sequence[MissingShot] = (),
) -> Report:
    """Return the report of a film that is composed."""
    timeline = production.materials.timeline
    stages = tuple(
        stage.model_copy(update={"slates": sum(one.stage == stage.stage for one in missing)})
        for stage in stage_reports(unit)
    )
    return Report(
        title=production.materials.story.title,
        request=request,
        crew=unit.crew.model_dump(),
        pace=pace,
        version=version("firstcut"),
        run=unit.progress.run_id,
        seconds=round(time.monotonic() - unit.started, 2),
        length=Fraction(timeline.frames) / timeline.screen.rate,
        frames=timeline.frames,
        loudness=production.film.soundtrack.loudness,
        stages=stages,
        checks=(
            *production.film.checks,
            *_completeness(missing, sum(bool(shot.scene) for shot in timeline.shots)),
        ),
        missing=tuple(missing),
        cost=sum((stage.cost for stage in stages), Fraction(0)),
        spent=sum((stage.spent for stage in stages), Fraction(0)),
        assets=assets_behind(production, (piece.future for piece in unit.handed_out)),
    )


def stage_reports(unit: Unit) -> tuple[StageReport, ...]:
    """Return what became of every stage that had work."""
    orders = unit.till.ledger.orders(unit.till.account)
    return tuple(
        _stage(stage, unit, [order for order in orders if order.stage == stage])
        for stage, count in unit.progress.counts.items()
        if count.expected
    )


def _completeness(missing: Sequence[MissingShot], shots: int) -> tuple[Check, ...]:
    """Say what is missing; a film that lacks nothing needs no word of it."""
    if not missing:
        return ()
    listed = "; ".join(f"{one.shot} ({one.stands_in}): {one.reason}" for one in missing)
    found = f"incomplete, {len(missing)} of {shots} shots failed: {listed}"
    return (Check(name="complete", passed=False, finding=found),)


def _stage(stage: str, unit: Unit, orders: Sequence[Order]) -> StageReport:
    now = [order for order in orders if order.run == unit.till.run]
    count = unit.progress.counts[stage]
    engine = unit.engines.get(stage)
    return StageReport(
        stage=stage,
        engine=engine.label if engine else "Firstcut",
        fingerprint=json.dumps(engine.fingerprint(), sort_keys=True) if engine else "",
        licence=engine.terms() if engine else "",
        made=len(count.made),
        reused=len(count.reused),
        seconds=round(max(0.0, count.ended - count.started), 2),
        gpu_seconds=round(meter().of_run(unit.till.run).get(stage, 0.0), 2),
        estimate=sum((order.estimate for order in now), Fraction(0)),
        cost=sum((order.charge for order in now), Fraction(0)),
        spent=sum((order.charge for order in orders), Fraction(0)),
    )
