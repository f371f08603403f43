"""Bad input: one clear sentence, the right exit code, no traceback, nothing half-written."""

from pathlib import Path

import pytest

from tests.command import firstcut, firstcut_here

FOUNTAIN = "INT. KITCHEN - NIGHT\n\nMARA\nWho left the light on?\n"


def refused(tmp_path: Path, *arguments: str) -> str:
    out = tmp_path / "films"
    done = firstcut_here("make", *arguments, "--out", str(out))
    assert done.exit_code == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert not list(out.glob("*")) if out.exists() else True
    return done.stderr.strip()


def test_an_empty_prompt_is_refused(tmp_path: Path) -> None:
    assert "prompt is empty" in refused(tmp_path, "   ")


def test_neither_prompt_nor_screenplay_is_refused(tmp_path: Path) -> None:
    assert "either a prompt or a screenplay" in refused(tmp_path)


def test_both_prompt_and_screenplay_are_refused(tmp_path: Path) -> None:
    script = tmp_path / "a.fountain"
    script.write_text(FOUNTAIN)
    assert "not both" in refused(tmp_path, "A storm", "--script", str(script))


def test_a_hundred_thousand_characters_are_too_many(tmp_path: Path) -> None:
    assert "4000" in refused(tmp_path, "storm " * 17_000)


@pytest.mark.parametrize("length", ["0", "-5", "14", "100000"])
def test_absurd_lengths_are_refused(tmp_path: Path, length: str) -> None:
    assert refused(tmp_path, "A storm", "--length", length).startswith("Length")


@pytest.mark.parametrize(
    ("option", "value", "named"),
    [
        ("--aspect", "3:7", "16:9"),
        ("--resolution", "9000p", "720p"),
        ("--fps", "-24", "24"),
        ("--genre", "opera", "drama"),
        ("--language", "xx", "en"),
        ("--scenes", "0", "1"),
        ("--budget", "-1", "0"),
    ],
)
def test_values_that_cannot_be_name_those_that_can(
    tmp_path: Path, option: str, value: str, named: str
) -> None:
    assert named in refused(tmp_path, "A storm", f"{option}={value}")


def test_a_script_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "nowhere.fountain" in refused(tmp_path, "--script", "nowhere.fountain")


def test_a_script_without_a_word_is_refused(tmp_path: Path) -> None:
    script = tmp_path / "a.fountain"
    script.write_text(" \n\n")
    assert "empty" in refused(tmp_path, "--script", str(script))


def test_a_prompt_in_a_language_that_nobody_writes_is_refused(tmp_path: Path) -> None:
    assert "screenplay" in refused(tmp_path, "Ein Sturm", "--language", "de")


def test_an_unknown_crew_names_the_known_ones(tmp_path: Path) -> None:
    assert "animatic" in refused(tmp_path, "A storm", "--crew", "hollywood")


def test_an_output_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "films").write_text("in the way")
    done = firstcut("make", "A storm", "--out", str(tmp_path / "films"))
    assert done.returncode == 2
    assert "a file is in the way" in done.stderr
    assert (tmp_path / "films").read_text() == "in the way"


def test_remaking_what_is_no_film_is_refused(tmp_path: Path) -> None:
    done = firstcut_here("remake", str(tmp_path), "--set", "title=New")
    assert done.exit_code == 2
    assert "story.json" in done.stderr
