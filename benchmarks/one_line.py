"""One changed line in a film of 20 scenes: its share of the full film's wall time.

python -m benchmarks.one_line
"""

import tempfile
from pathlib import Path

from benchmarks.measuring import firstcut, measure, save
from film.story import Story

PROMPT = "A young cartographer crosses a kingdom to find the river that vanished"


def main() -> None:
    """Measure and save."""
    with tempfile.TemporaryDirectory() as folder:
        home, films = Path(folder) / "home", Path(folder) / "films"
        measure(firstcut("server", "start"), home)
        full = measure(
            firstcut(
                *("make", PROMPT, "--scenes", "20", "--length", "240"),
                *("--resolution", "720p", "--out", str(films)),
            ),
            home,
        )
        film = next(films.iterdir())
        story = Story.model_validate_json((film / "story.json").read_text())
        scene = len(story.scenes) // 2
        text = story.scenes[scene].lines[0].text
        changed = text.replace("the ", "that ", 1) if "the " in text else f"So, {text}"
        one = measure(
            firstcut("remake", str(film), "--set", f"scenes[{scene}].lines[0].text={changed}"), home
        )
        measure(firstcut("server", "stop"), home)
        save(
            "one_line",
            {
                "scenes": len(story.scenes),
                "full film, wall": round(full.wall, 1),
                "one line, wall": round(one.wall, 1),
                "share": round(one.wall / full.wall, 3),
                "said of it": one.printed.strip().splitlines()[-8:],
            },
        )


if __name__ == "__main__":
    main()
