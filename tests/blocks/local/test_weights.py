"""Weights: pinned, safe, and here or to be fetched, said in a sentence."""

import json
import struct
from pathlib import Path

import pytest

from blocks.local.weights import Weights, count_parameters, sample_folder, weights_at
from film.errors import EngineMissing

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def write_safetensors(path: Path, shape: tuple[int, ...] = (2, 3)) -> None:
    """Write a file of zeros in the safetensors format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 4
    for length in shape:
        size *= length
    tensor = {"dtype": "F32", "shape": shape, "data_offsets": [0, size]}
    header = json.dumps({"__metadata__": {"format": "pt"}, "weight": tensor}).encode()
    path.write_bytes(struct.pack("<Q", len(header)) + header + bytes(size))


def write_pipeline(folder: Path) -> Path:
    """Write the files of a pipeline with a denoiser and a sampler."""
    write_safetensors(folder / "unet" / "diffusion_pytorch_model.safetensors")
    (folder / "unet" / "config.json").write_text("{}")
    (folder / "scheduler").mkdir()
    (folder / "scheduler" / "scheduler_config.json").write_text("{}")
    index = {
        "_class_name": "StableDiffusionXLPipeline",
        "unet": ["diffusers", "UNet2DConditionModel"],
        "scheduler": ["diffusers", "EulerDiscreteScheduler"],
        "image_encoder": [None, None],
    }
    (folder / "model_index.json").write_text(json.dumps(index))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_pipeline(tmp_path / "model")


def refusal(weights: Weights) -> str:
    """Return the sentence that weights are refused with."""
    with pytest.raises(EngineMissing) as refused:
        weights.check()
    assert weights.place() is None or "code" in str(refused.value)
    return str(refused.value)


def test_a_whole_folder_is_taken(folder: Path) -> None:
    weights = weights_at(str(folder))
    weights.check()
    assert weights.place() == weights.fetch() == folder


@pytest.mark.parametrize("source", ["", "sdxl", "C:\\models", "https://example.org/x", "a/b/c"])
def test_what_names_no_model_is_refused(source: str) -> None:
    with pytest.raises(EngineMissing, match="names no model: give a hub id"):
        weights_at(source)


@pytest.mark.parametrize("revision", ["", "main", "v1.0", COMMIT[:12], COMMIT.upper()])
def test_a_model_on_the_hub_is_pinned_by_a_whole_commit(revision: str) -> None:
    pytest.importorskip("huggingface_hub", reason="run `make models` for local models")
    assert "is not pinned: give the full commit hash" in refusal(
        weights_at("owner/name", revision=revision)
    )


def test_a_folder_that_is_not_there_is_missed(tmp_path: Path) -> None:
    assert "There is no folder" in refusal(weights_at(str(tmp_path / "nothing")))


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("model_index.json", "lacks model_index.json"),
        ("unet/diffusion_pytorch_model.safetensors", "lacks unet/*.safetensors"),
        ("scheduler/scheduler_config.json", ""),
    ],
)
def test_a_folder_that_is_not_whole_is_refused(folder: Path, harm: str, told: str) -> None:
    (folder / harm).unlink()
    if told:
        assert told in refusal(weights_at(str(folder)))
    else:
        (folder / "scheduler").rmdir()
        assert "lacks scheduler" in refusal(weights_at(str(folder)))


def test_a_shard_that_is_missing_is_missed(folder: Path) -> None:
    unet = folder / "unet"
    (unet / "diffusion_pytorch_model.safetensors").unlink()
    names = [f"diffusion_pytorch_model-0000{number}-of-00002.safetensors" for number in (1, 2)]
    index = {"weight_map": dict(zip("ab", names, strict=True))}
    (unet / "diffusion_pytorch_model.safetensors.index.json").write_text(json.dumps(index))
    write_safetensors(unet / names[0])
    assert "lacks unet/*.safetensors" in refusal(weights_at(str(folder)))
    write_safetensors(unet / names[1])
    weights_at(str(folder)).check()


@pytest.mark.parametrize("ending", [".bin", ".pt", ".ckpt", ".pkl"])
def test_pickled_weights_are_refused(folder: Path, ending: str) -> None:
    (folder / "unet" / "diffusion_pytorch_model.safetensors").rename(
        folder / "unet" / f"diffusion_pytorch_model{ending}"
    )
    assert "is pickled, which could run code" in refusal(weights_at(str(folder)))


def test_pickled_weights_beside_safe_ones_are_left_alone(folder: Path) -> None:
    (folder / "unet" / "diffusion_pytorch_model.bin").write_bytes(b"\x80")
    weights_at(str(folder)).check()


def test_a_model_that_carries_code_is_refused(folder: Path) -> None:
    (folder / "pipeline.py").write_text("print('hello')")
    assert "carries code (pipeline.py)" in refusal(weights_at(str(folder)))


@pytest.mark.parametrize("name", [["pipeline", "Mine"], None, 3])
def test_an_index_that_names_code_is_refused(folder: Path, name: object) -> None:
    from blocks.local.weights import read_index

    (folder / "model_index.json").write_text(json.dumps({"_class_name": name}))
    with pytest.raises(EngineMissing, match="names no pipeline class"):
        read_index(folder)


def test_an_index_that_is_no_json_is_refused(folder: Path) -> None:
    (folder / "model_index.json").write_text("<html>")
    with pytest.raises(EngineMissing, match="cannot be read"):
        weights_at(str(folder)).fetch()


def test_wanted_files_are_wanted_all(tmp_path: Path) -> None:
    write_safetensors(tmp_path / "adapters" / "face.safetensors")
    there = weights_at(str(tmp_path), wanted=("adapters/face.safetensors",))
    assert there.fetch() == tmp_path
    lacking = weights_at(str(tmp_path), wanted=("adapters/*.safetensors", "encoder/config.json"))
    assert "lacks encoder/config.json" in refusal(lacking)


def test_a_folders_identity_follows_its_content(folder: Path, tmp_path: Path) -> None:
    first = weights_at(str(folder)).identity
    moved = folder.rename(tmp_path / "elsewhere")
    assert weights_at(str(moved)).identity == first, "where it lies says nothing"
    file = moved / "unet" / "diffusion_pytorch_model.safetensors"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    assert weights_at(str(moved)).identity != first
    assert sample_folder(tmp_path / "nothing") == "absent"


def test_numbers_are_counted_from_headers_and_one_variant_counts(folder: Path) -> None:
    assert count_parameters(folder) == 6
    write_safetensors(folder / "unet" / "diffusion_pytorch_model.fp16.safetensors", (5,))
    assert count_parameters(folder) == 6
    assert count_parameters(folder, "fp16") == 5
