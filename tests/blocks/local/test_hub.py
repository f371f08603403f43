"""Weights from the hub: what is needed of one commit, once, and told in a sentence when not."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from blocks.local.journal import NAME
from blocks.local.weights import Weights, weights_at
from film.errors import EngineBusy, EngineMissing, FirstcutError

from .houses import COMMIT, House, HubHandler, files_of, open_house
from .test_weights import write_pipeline, write_safetensors

pytest.importorskip("huggingface_hub", reason="no hub library here: run `make models`")


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Lend a hub with one pipeline in all the formats that repositories keep."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    folder = write_pipeline(tmp_path / "model")
    write_safetensors(folder / "unet" / "diffusion_pytorch_model.fp16.safetensors", (50, 50))
    (folder / "unet" / "diffusion_pytorch_model.bin").write_bytes(b"\x80")
    (folder / "all_in_one.safetensors").write_bytes(b"large")
    (folder / "pipeline.py").write_text("raise SystemExit")
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "model.onnx").write_bytes(b"onnx")
    with open_house(HubHandler, files_of(folder)) as house:
        yield house


def model(hub: House, **settings: object) -> Weights:
    """Return the hub's model as weights."""
    given = {"revision": COMMIT, "hub_address": hub.address} | settings
    return weights_at("owner/name", **given)


def names_below(folder: Path) -> set[str]:
    """Return the paths of a folder's files in it."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


SMALL = {"model_index.json", "scheduler/scheduler_config.json", "unet/config.json"}


def test_just_what_is_needed_is_downloaded_and_no_code(hub: House) -> None:
    folder = model(hub).fetch()
    assert names_below(folder) == SMALL | {"unet/diffusion_pytorch_model.safetensors"}


def test_a_variant_is_downloaded_alone(hub: House) -> None:
    folder = model(hub, variant="fp16").fetch()
    assert names_below(folder) == SMALL | {"unet/diffusion_pytorch_model.fp16.safetensors"}


def test_parts_without_the_variant_come_as_they_are(hub: House) -> None:
    index = json.loads(hub.files["model_index.json"])
    hub.files["model_index.json"] = json.dumps(index | {"vae": ["diffusers", "VAE"]}).encode()
    hub.files["vae/config.json"] = b"{}"
    plain = "vae/diffusion_pytorch_model.safetensors"
    hub.files[plain] = hub.files["unet/diffusion_pytorch_model.safetensors"]
    folder = model(hub, variant="fp16").fetch()
    half = "unet/diffusion_pytorch_model.fp16.safetensors"
    assert names_below(folder) == SMALL | {half, plain, "vae/config.json"}


def test_a_variant_is_fetched_also_where_the_plain_weights_are_here(hub: House) -> None:
    folder = model(hub).fetch()
    assert model(hub, variant="fp16").place() is None
    assert model(hub, variant="fp16").fetch() == folder
    assert (folder / "unet" / "diffusion_pytorch_model.fp16.safetensors").is_file()


def test_a_variant_that_is_not_there_is_missed(hub: House) -> None:
    with pytest.raises(EngineMissing, match=r"has no \*\.fp32\.safetensors at this revision"):
        model(hub, variant="fp32").fetch()


def test_wanted_files_are_downloaded_alone(hub: House) -> None:
    wanted = ("unet/diffusion_pytorch_model.safetensors", "unet/config.json")
    assert names_below(model(hub, wanted=wanted).fetch()) == set(wanted)


def test_what_is_here_is_not_asked_for_again(hub: House) -> None:
    weights = model(hub)
    assert weights.place() is None
    folder = weights.fetch()
    asked = len(hub.asked)
    assert weights.place() == folder == weights.fetch()
    assert len(hub.asked) == asked
    offline = model(hub, offline=True)
    offline.check()
    assert offline.fetch() == folder
    assert len(hub.asked) == asked


def test_offline_nothing_is_asked_for(hub: House) -> None:
    with pytest.raises(EngineMissing, match="not on this machine, and it is told to stay offline"):
        model(hub, offline=True).fetch()
    assert hub.asked == []


def test_looking_whether_it_could_be_fetched_calls_nobody(hub: House) -> None:
    model(hub).check()
    assert hub.asked == []


def test_progress_is_told(hub: House, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger=NAME):
        model(hub, variant="fp16").fetch()
    said = " ".join(caplog.messages)
    assert f"Downloading the weights of owner/name at {COMMIT[:12]}" in said
    assert "Downloaded 100 %" in said
    assert "are here" in said


@pytest.mark.parametrize(
    ("source", "revision", "kind", "told"),
    [
        ("owner/other", COMMIT, EngineMissing, "keeps owner/other from you"),
        ("owner/name", COMMIT[::-1], EngineMissing, "has no owner/name at 7654"),
    ],
)
def test_what_the_hub_has_not_is_missed(
    hub: House, source: str, revision: str, kind: type[FirstcutError], told: str
) -> None:
    with pytest.raises(kind, match=told):
        weights_at(source, revision=revision, hub_address=hub.address).fetch()


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (403, "accept its terms there and log in with `hf auth"),
        (404, "has no owner/name"),
        (418, "refuses owner/name .418.: check its name"),
    ],
)
@pytest.mark.parametrize("ending", ["diffusion_pytorch_model.safetensors", COMMIT])
def test_what_the_hub_refuses_says_what_to_do(
    hub: House, ending: str, status: int, told: str
) -> None:
    hub.faults[ending] = status
    with pytest.raises(EngineMissing, match=told):
        model(hub).fetch()
    hub.faults.clear()
    assert model(hub).fetch()


def test_a_repository_that_is_no_pipeline_is_refused(hub: House) -> None:
    del hub.files["model_index.json"]
    with pytest.raises(EngineMissing, match="no diffusers pipeline"):
        model(hub).fetch()


def test_a_download_that_breaks_off_may_be_whole_later(hub: House) -> None:
    hub.short.add("unet/diffusion_pytorch_model.safetensors")
    with pytest.raises(EngineBusy, match="broke off"):
        model(hub).fetch()
    assert model(hub).place() is None
    hub.short.clear()
    assert model(hub).fetch()
