"""The storyboard that a film is approved by: a panel for every shot, its lines, and the cost."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from blocks.image.embedded import EmbeddedImage
from film.assets import Asset
from film.cost import in_dollars
from film.errors import BadRequest
from film.request import MovieRequest
from film.story import NARRATOR, Shot, Story
from flows import artifacts
from flows.artifacts.board import Shown, board
from flows.artifacts.texts import panels, picture, safe, table, width_for
from flows.progress import STAGES
from flows.rehearsal import Rehearsal
from flows.unit import Piece, Unit, error_of, first_frame
from tasks.names import place
from tasks.storyboard import sketch_panel


def show_for_approval(ready: Rehearsal, request: MovieRequest, unit: Unit, heading: str) -> None:
    """Show the storyboard under a heading in Markdown, once nothing is under way any more."""
    drawn = draw_panels(ready, request, unit)
    unit.settle()
    artifacts.show_cast(ready.story, ready.sheets, unit.store)
    text = "\n\n".join([heading, *_scenes(ready.story, drawn, unit), _costs(ready, unit)])
    described = f"The storyboard of “{safe(ready.story.title)}”, to be approved"
    board().show("storyboard", "markdown", Shown(text, described))
    board().flush()


def draw_panels(ready: Rehearsal, request: MovieRequest, unit: Unit) -> dict[str, Asset]:
    """Return a picture of every shot: its keyframe, or a sketch where there is none.

    Raises what failed a keyframe, unless the request lets slates stand in for failed shots.
    """
    keyframes = ready.keyframes
    if request.failed_shots == "slate":
        for future in keyframes.values():
            future.wait()
        keyframes = {
            shot: future
            for shot, future in keyframes.items()
            if future.state.is_completed() and not error_of(future)
        }
    drawn = unit.finished(keyframes)
    artist = EmbeddedImage()
    sketches = {
        one.shot.id: sketch_panel.submit(first_frame(one, None), artist, unit.store)
        for one in ready.call_sheet
        if one.shot.id not in drawn
    }
    unit.handed_out.extend(Piece("storyboard", shot, one) for shot, one in sketches.items())
    return drawn | unit.finished(sketches)


def line_paths(story: Story) -> Iterator[tuple[str, str]]:
    """Yield the path and the words of every line, as a change to the story names them."""
    for number, scene in enumerate(story.scenes):
        for at, line in enumerate(scene.lines):
            yield f"scenes[{number}].lines[{at}].text", line.text


def costs_to_come(ready: Rehearsal, unit: Unit) -> dict[str, Fraction]:
    """Return what each stage after the storyboard is expected to cost, in US dollars.

    BadRequest when an engine's price is not known.
    """
    plan = ready.plan
    spoken = [one for one in ready.call_sheet if plan.utterances(one.shot.id)]
    work = {
        "scenes": [unit.camera.estimate(one) for one in ready.call_sheet],
        "lipsync": [unit.mouths.estimate(one) for one in spoken],
        "music": [
            *(unit.composer.estimate(cue) for cue in plan.cues),
            *(unit.composer.estimate(bed) for bed in plan.beds),
        ],
    }
    return {
        stage: sum((one.dollars for one in estimates), Fraction(0))
        for stage, estimates in work.items()
    }


def _scenes(story: Story, drawn: Mapping[str, Asset], unit: Unit) -> Iterator[str]:
    width = width_for(len(drawn))
    said = _said(story)
    for scene in story.scenes:
        yield f"## {safe(scene.slugline)}"
        yield panels(
            [
                [
                    picture(drawn[shot.id], width, unit.store),
                    f"**{place(shot.id)}** · {shot.size}, {shot.move}",
                    safe(shot.action),
                    _heard(shot, said),
                ]
                for shot in scene.shots
            ]
        )


def _said(story: Story) -> dict[str, str]:
    """Return every line as the storyboard has it, with the path by which it can be changed."""
    names = {NARRATOR: "Narrator"} | {one.id: one.name for one in story.characters}
    lines = (line for scene in story.scenes for line in scene.lines)
    return {
        line.id: f"*{safe(names.get(line.speaker, line.speaker))}:* {safe(line.text)} `{path}`"
        for line, (path, _) in zip(lines, line_paths(story), strict=True)
    }


def _heard(shot: Shot, said: Mapping[str, str]) -> str:
    return "; ".join(said[line] for line in shot.lines)


def _costs(ready: Rehearsal, unit: Unit) -> str:
    spent = f"Spent so far: {in_dollars(unit.till.spent)}."
    try:
        costs = costs_to_come(ready, unit)
    except BadRequest as error:
        return f"## Cost\n\n{spent} What is to come cannot be estimated: {safe(str(error))}"
    if not any(costs.values()):
        return f"## Cost\n\n{spent} What is to come costs nothing."
    rows = [[STAGES[stage], in_dollars(dollars)] for stage, dollars in costs.items()]
    rows.append(["**all**", f"**{in_dollars(sum(costs.values(), Fraction(0)))}**"])
    return "\n\n".join(["## Cost", spent, table(["to come", "estimate"], rows)])
