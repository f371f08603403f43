"""The shot list: a story as a table, before anything is drawn or spoken."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from blocks.crew import Crew
from blocks.story.embedded import EmbeddedStory
from film.cost import in_dollars
from film.request import MovieRequest
from film.story import NARRATOR, Scene, Shot, Story
from flows.estimating import draw_up
from flows.progress import STAGES


def print_plan(request: MovieRequest, *, fountain: bool) -> None:
    """Print the story that a request becomes: its shot list, or its screenplay."""
    story = EmbeddedStory().write(request.for_writing())
    console = Console()
    if fountain:
        from film.screenplay import write_fountain

        console.print(write_fountain(story), markup=False, highlight=False)
        return
    console.print(f"[bold]{escape(story.title)}[/bold]  {escape(story.genre)}")
    console.print(f"{escape(story.logline)}\n", style="italic")
    for character in story.characters:
        role = f", {character.role}" if character.role else ""
        console.print(escape(f"  {character.name}{role}, {character.age}"))
    for number, scene in enumerate(story.scenes, start=1):
        console.print()
        console.print(_scene_table(story, number, scene))


def print_bill(request: MovieRequest, crew: Crew) -> None:
    """Print what the film would cost, stage by stage and shot by shot."""
    bill = draw_up(request, crew)
    console = Console()
    if not bill.dollars:
        console.print("\nIt would cost nothing.")
        return
    supposed = "  [dim](for a supposed story of this length)[/dim]" if bill.supposed else ""
    console.print(f"\n[bold]What it would cost: {in_dollars(bill.dollars)}[/bold]{supposed}")
    stages = Table("Stage", "Engine", "Pieces", "US dollars", "Rests on")
    for stage, dollars in bill.by_stage().items():
        lines = [line for line in bill.lines if line.stage == stage]
        dearest = max(lines, key=lambda line: line.estimate.dollars)
        stages.add_row(
            STAGES[stage],
            dearest.engine,
            str(len(lines)),
            in_dollars(dollars),
            escape(dearest.estimate.basis),
        )
    shots = Table("Shot", "US dollars")
    for shot, dollars in bill.by_shot().items():
        shots.add_row(shot, in_dollars(dollars))
    console.print(stages, shots)


def _scene_table(story: Story, number: int, scene: Scene) -> Table:
    table = Table(
        title=escape(f"{number}. {scene.slugline} · {scene.weather} · {scene.mood}"),
        title_justify="left",
        expand=True,
    )
    for heading, ratio in (("Shot", 1), ("Framing", 2), ("Action and lines", 7)):
        table.add_column(heading, ratio=ratio)
    for shot in scene.shots:
        framing = shot.size if shot.move == "static" else f"{shot.size}, {shot.move}"
        table.add_row(shot.id, framing, escape("\n".join(_heard_and_seen(story, scene, shot))))
    return table


def _heard_and_seen(story: Story, scene: Scene, shot: Shot) -> list[str]:
    rows = [shot.action] if shot.action else []
    for line in scene.lines:
        if line.id in shot.lines:
            narrated = line.speaker == NARRATOR
            name = "Narrator" if narrated else story.character(line.speaker).name
            rows.append(f"{name}: {line.text}")
    return rows
