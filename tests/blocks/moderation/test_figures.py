"""Public figures as a machine knows them: what ships, and what its own files add and take out."""

import os
from pathlib import Path

import pytest

from blocks.moderation.embedded import EmbeddedModeration
from blocks.moderation.figures import known
from film.assets import Asset, LocalAssetStore
from film.errors import BadRequest
from film.moderation_rules.figures import shipped
from film.persona import Attributes, Persona

MORE = """
updated = 2027-01-01
except = ["Tom Holland"]
[names]
town = ["Johanna Österberg"]
"""


def test_own_files_add_and_take_out_and_change_the_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: LocalAssetStore
) -> None:
    monkeypatch.setenv("FIRSTCUT_HOME", str(tmp_path))
    engine = EmbeddedModeration()
    selfie = Asset(sha256="0" * 64, media_type="image/png", size=1, suffix=".png")
    who = Persona(name="ana", pictures=(selfie,), attributes=Attributes(age=34))
    before = engine.fingerprint()
    assert known() == shipped()
    assert engine.judge("I am Johanna Österberg.", (), store, who).allowed
    assert not engine.judge("I am Tom Holland.", (), store, who).allowed
    (tmp_path / "figures.toml").write_text(MORE, encoding="utf-8")
    assert not engine.judge("I am Johanna Österberg.", (), store, who).allowed
    assert engine.judge("I am Tom Holland.", (), store, who).allowed
    assert engine.fingerprint() != before
    named = tmp_path / "named.toml"
    named.write_text('updated = 2027-02-01\n[names]\ntown = ["Ida Vale"]\n', encoding="utf-8")
    monkeypatch.setenv("FIRSTCUT_FIGURES", str(named))
    assert not engine.judge("I am Ida Vale.", (), store, who).allowed


@pytest.mark.parametrize(
    "content", [b"names = [", b"updated = 2027-01-01\nnobody = 1", b"", b"\xff"], ids=ascii
)
def test_a_list_that_cannot_be_read_judges_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setenv("FIRSTCUT_HOME", str(tmp_path))
    (tmp_path / "figures.toml").write_bytes(content)
    with pytest.raises(BadRequest, match="figures"):
        known()


def test_a_file_that_is_named_has_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTCUT_FIGURES", os.fspath(tmp_path / "absent.toml"))
    with pytest.raises(BadRequest, match="Cannot read the figures"):
        known()
