"""How programs use a studio: ask for films, follow them, fetch them, cancel them, try them again.

    from flows.client import Studio

    with Studio("http://127.0.0.1:4200/api") as studio:
        run = studio.submit({"prompt": "A lighthouse keeper befriends a storm", "length": 60})
        for progress in studio.follow(run):
            print(progress.run.state_name, f"{progress.fraction:.0%}")
        studio.fetch(run, Path("films/storm"))

It speaks to Prefect's REST API with httpx, which is imported in a tenth of a second: Prefect's own
client takes more than one, and a command such as ``firstcut status`` should answer at once.
"""

from flows.client.runs import Deliverable, Progress, Run, StageProgress
from flows.client.studio import Studio

__all__ = ["Deliverable", "Progress", "Run", "StageProgress", "Studio"]
