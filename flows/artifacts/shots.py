"""The shots on the board: the storyboard, who is in it, and the dailies as takes land."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prefect.futures import PrefectFuture

from film.assets import Asset, AssetStore
from film.errors import FirstcutError
from film.shots import CharacterSheet, Take
from film.story import NARRATOR, Scene, Shot, Story
from flows.artifacts.board import Shown, board
from flows.artifacts.texts import (
    PORTRAIT_WIDTH,
    link,
    opens,
    opens_until,
    panels,
    picture,
    safe,
    width_for,
)
from flows.progress import STAGES
from flows.unit import Unit
from tasks.names import place

TAKES = ("scenes", "lipsync")
"""The stages that make takes; a shot's last one is its daily."""
PENDING = "… not there yet"


def show_cast(story: Story, sheets: Mapping[str, CharacterSheet], store: AssetStore) -> None:
    """Show who is in the film."""
    shown = [
        [
            picture(sheets[one.id].portrait, PORTRAIT_WIDTH, store),
            f"**{safe(one.name)}**",
            f"{safe(one.role)}, {one.age}" if one.role else f"{one.age}",
            f"lines: {_lines(story, one.id)}",
        ]
        for one in story.characters
    ]
    text = panels(shown) if shown else "Nobody is seen in this film."
    board().show("cast", "markdown", Shown(text, f"Who is in “{safe(story.title)}”"))


def show_storyboard(
    story: Story, stills: Mapping[str, Take | Asset], store: AssetStore, description: str = ""
) -> None:
    """Show every shot, scene by scene: its picture where there is one, what happens and is said."""
    width = width_for(sum(len(scene.shots) for scene in story.scenes))
    parts = []
    for scene in story.scenes:
        parts.append(f"## {safe(scene.slugline)}")
        parts.append(
            panels([_panel(story, scene, one, stills, width, store) for one in scene.shots])
        )
    what = description or f"Every shot of “{safe(story.title)}”"
    board().show("storyboard", "markdown", Shown("\n\n".join(parts), what))


def follow_shots(story: Story, unit: Unit) -> None:
    """From now on show every shot's daily as its take lands."""
    dailies = Dailies(story, unit)
    board().follow("dailies", "markdown", dailies.draw_up)
    unit.progress.arrivals.append(dailies.arrive)


@dataclass(frozen=True)
class Daily:
    """What came of a shot so far."""

    take: Take | None
    stage: str
    reused: bool
    trouble: str = ""


class Dailies:
    """The takes of a film that have landed, for review while the others are made."""

    def __init__(self, story: Story, unit: Unit) -> None:
        self.story = story
        self.unit = unit
        self._lock = threading.Lock()
        self._board = board()
        self._landed: dict[str, Daily] = {}
        self._width = width_for(sum(len(scene.shots) for scene in story.scenes))
        self._pictures: dict[str, str] = {}

    def arrive(self, stage: str, subject: str, future: PrefectFuture[object]) -> None:
        """Note a take that has landed, or that never will."""
        if stage not in TAKES:
            return
        state = future.state
        found = future.result(raise_on_failure=False)
        with self._lock:
            earlier = self._landed.get(subject)
            self._landed[subject] = Daily(
                take=found if isinstance(found, Take) else earlier.take if earlier else None,
                stage=stage,
                reused=state.name == "Cached",
                trouble="" if isinstance(found, Take) else _sentence(found),
            )
        self._board.changed("dailies")

    def draw_up(self) -> Shown:
        """Return the dailies as a page."""
        with self._lock:
            landed = dict(self._landed)
        parts: list[str] = []
        links: dict[str, str] = {}
        for scene in self.story.scenes:
            there = [shot for shot in scene.shots if shot.id in landed]
            if there:
                parts.append(f"## {safe(scene.slugline)}")
                parts.append(panels([self._panel(one, landed[one.id], links) for one in there]))
        shots = [shot for scene in self.story.scenes for shot in scene.shots]
        text = f"{sum(shot.id in landed for shot in shots)} of {len(shots)} shots have landed"
        until = opens_until(links)
        if until:
            text += f"; the clips open until {until:%d %B %H:%M} UTC"
        return Shown("\n\n".join(parts) or f"*{PENDING}*", text)

    def _panel(self, shot: Shot, daily: Daily, links: dict[str, str]) -> list[str]:
        head = f"**{place(shot.id)}** · {_framing(shot)}"
        if daily.take is None:
            return [f"{PENDING}: failed", head, safe(daily.trouble), ""]
        asset = daily.take.asset
        engine = self.unit.engines[daily.stage].label
        length = f"{float(asset.info.frames / asset.info.rate):.1f} s" if asset.info.rate else ""
        made = "reused" if daily.reused else "made"
        what = f"{length} · {STAGES[daily.stage]}: {safe(engine)}, {made}"
        clip = links[shot.id] = self.unit.store.link(asset)
        opened = link("▶ clip", clip) if opens(clip) else ""
        return [self._still(daily.take), head, safe(daily.trouble) or what, opened]

    def _still(self, take: Take) -> str:
        if take.still.sha256 not in self._pictures:
            self._pictures[take.still.sha256] = picture(take.still, self._width, self.unit.store)
        return self._pictures[take.still.sha256]


def _panel(
    story: Story,
    scene: Scene,
    shot: Shot,
    stills: Mapping[str, Take | Asset],
    width: int,
    store: AssetStore,
) -> list[str]:
    found = stills.get(shot.id)
    still = found.still if isinstance(found, Take) else found
    slate = " · slate" if isinstance(found, Take) and found.slate else ""
    said = "; ".join(_said(story, scene, shot))
    return [
        picture(still, width, store) if still else PENDING,
        f"**{place(shot.id)}** · {_framing(shot)}{slate}",
        safe(shot.action),
        said,
    ]


def _framing(shot: Shot) -> str:
    return shot.size if shot.move == "static" else f"{shot.size}, {shot.move}"


def _said(story: Story, scene: Scene, shot: Shot) -> Iterator[str]:
    for line in scene.lines:
        if line.id in shot.lines:
            narrated = line.speaker == NARRATOR
            name = "Narrator" if narrated else story.character(line.speaker).name
            yield f"*{safe(name)}:* {safe(line.text)}"


def _lines(story: Story, character: str) -> int:
    return sum(line.speaker == character for scene in story.scenes for line in scene.lines)


def _sentence(error: object) -> str:
    """Return why a take failed; what is not ours may hold more than people should see."""
    return str(error) if isinstance(error, FirstcutError) else f"Failed: {type(error).__name__}"
