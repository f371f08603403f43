"""Pictures with diffusers: the real loading, conditioning and painting, with tiny models."""

import json
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest

torch = pytest.importorskip("torch", reason="no torch here: run `make models`")
pytest.importorskip("diffusers", reason="no diffusers here: run `make models`")

from blocks.image.diffusers import DiffusersImage  # noqa: E402
from blocks.image.profiles import SDXL  # noqa: E402
from blocks.local.pipeline import Setup, measured_gib  # noqa: E402
from blocks.local.residence import Resident, residence  # noqa: E402
from film.assets import Asset, AssetStore, LocalAssetStore  # noqa: E402
from film.errors import EngineFailed, EngineMissing, FirstcutError  # noqa: E402
from film.look import Look, Sampling  # noqa: E402
from film.media.picture import put_picture  # noqa: E402
from film.screen import Screen, make_screen  # noqa: E402
from film.shots import Assignment, CharacterSheet  # noqa: E402
from film.story import Character, Presence, Scene, Shot  # noqa: E402
from tests.blocks.contract.people import MARA, TOM  # noqa: E402
from tests.tiny_models import image_settings, save_sd  # noqa: E402

# diffusers' own samplers hand torch tensors to numpy in a way that numpy is about to change.
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"
)

FEW = Sampling(steps=2)
LOOK = Look(style="storybook", sampling=FEW)
SMALL = Screen(width=128, height=72, rate=Fraction(24))
CINEMA = make_screen("2.39:1", "720p", "24")


def artist(**changes: Any) -> DiffusersImage:
    """Return the engine with tiny models; keywords change its fields."""
    return DiffusersImage(**image_settings() | {"side": 64} | changes)


@contextmanager
def pipeline(engine: DiffusersImage) -> Iterator[Any]:
    """Lend the engine's own resident pipeline, to look into."""
    with engine.lent(engine._load, measured_gib) as resident:
        yield resident.model


@contextmanager
def watched(engine: DiffusersImage) -> Iterator[list[dict[str, Any]]]:
    """Collect what every step of denoising is given while inside."""
    seen: list[dict[str, Any]] = []

    def note(_: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        seen.append({"rows": args[0].shape[0], **kwargs})

    with pipeline(engine) as pipe:
        hook = pipe.unet.register_forward_pre_hook(note, with_kwargs=True)
    try:
        yield seen
    finally:
        hook.remove()


def face(store: AssetStore, seed: int) -> Asset:
    """Store a portrait that is like no other."""
    blocks = np.random.default_rng(seed).integers(0, 256, (8, 8, 3), np.uint8)
    return put_picture(np.ascontiguousarray(blocks.repeat(16, 0).repeat(16, 1)), store, ".png")


def sheet(store: AssetStore, who: Character, seed: int) -> CharacterSheet:
    portrait = face(store, seed)
    return CharacterSheet(character=who.id, picture=portrait, portrait=portrait)


def assignment(
    sheets: tuple[CharacterSheet, ...],
    *,
    cast: tuple[tuple[Character, str], ...] = ((MARA, "left"), (TOM, "right")),
    screen: Screen = SMALL,
    **changes: Any,
) -> Assignment:
    """Return a shot on a quay with people at places; keywords change its fields."""
    shot = Shot(
        id="s1-h1",
        size="two-shot",
        cast=tuple(Presence(character=who.id, place=place) for who, place in cast),  # type: ignore[arg-type]
    )
    scene = Scene(id="s1", slugline="EXT. QUAY - DUSK", setting="harbour", time="dusk", shots=())
    return Assignment(
        scene=scene,
        shot=shot,
        characters=tuple(who for who, _ in cast),
        sheets=sheets,
        genre="drama",
        style="storybook",
        screen=screen,
        frames=24,
        sampling=FEW,
    ).model_copy(update=changes)


def pixels(asset: Asset, store: AssetStore) -> npt.NDArray[np.int_]:
    """Return a stored picture as numbers, height × width × 3."""
    picture = cv2.imdecode(np.frombuffer(store.path(asset).read_bytes(), np.uint8), 1)
    assert picture is not None
    assert (asset.info.height, asset.info.width) == picture.shape[:2]
    return picture.astype(int)


def unlike(one: npt.NDArray[np.int_], other: npt.NDArray[np.int_]) -> float:
    return float(np.abs(one - other).mean())


def test_the_sheet_is_painted_with_the_portrait_to_keep_to(store: LocalAssetStore) -> None:
    engine = artist()
    with watched(engine) as steps:
        drawn = engine.draw_sheet(MARA, LOOK, store)
    assert pixels(drawn.portrait, store).shape == (64, 64, 3)
    assert pixels(drawn.picture, store).size > pixels(drawn.portrait, store).size
    portrait, picture = steps[: FEW.steps], steps[FEW.steps :]
    assert all(step["cross_attention_kwargs"] is None for step in portrait)
    assert len(picture) == FEW.steps
    seen = embedded(engine, drawn.portrait, store)
    for step in picture:
        [embeds] = step["added_cond_kwargs"]["image_embeds"]
        assert torch.equal(embeds[1, 0], seen)
    assert engine.draw_sheet(MARA, LOOK, store) == drawn, "the same twice"


def embedded(engine: DiffusersImage, portrait: Asset, store: AssetStore) -> Any:
    """Return what the adapter's image encoder sees in a portrait."""
    from PIL import Image

    with pipeline(engine) as pipe, torch.inference_mode():
        picture = Image.open(store.path(portrait)).convert("RGB")
        return pipe.encode_image(picture, "cpu", 1, output_hidden_states=True)[0][0]


def test_the_portraits_of_those_in_the_shot_reach_every_step(store: LocalAssetStore) -> None:
    engine, sheets = artist(), (sheet(store, TOM, 2), sheet(store, MARA, 1))
    with watched(engine) as steps:
        engine.draw_keyframe(assignment(sheets), store)
    assert len(steps) == FEW.steps
    for step in steps:
        [embeds] = step["added_cond_kwargs"]["image_embeds"]
        unguided, guided = embeds
        for place, who in enumerate((sheets[1], sheets[0])):
            assert torch.equal(guided[place], embedded(engine, who.portrait, store))
            assert not torch.equal(unguided[place], guided[place])
        [masks] = step["cross_attention_kwargs"]["ip_adapter_masks"]
        left, right = masks[0]
        assert left[:, 0].all()
        assert right[:, -1].all()
        assert not (left * right).any(), "each portrait has its own part of the picture"
        assert torch.equal(masks[0], masks[1])


def test_another_portrait_makes_another_picture_where_that_person_stands(
    store: LocalAssetStore,
) -> None:
    engine, once = artist(), Sampling(steps=1)
    mara, tom = sheet(store, MARA, 1), sheet(store, TOM, 2)
    first, same, other = (
        pixels(engine.draw_keyframe(assignment(sheets, sampling=once), store), store)
        for sheets in ((mara, tom), (mara, tom), (sheet(store, MARA, 3), tom))
    )
    assert unlike(first, same) == 0
    assert unlike(first, other) > 1
    half = first.shape[1] // 2
    assert unlike(first[:, :half], other[:, :half]) > unlike(first[:, half:], other[:, half:])


def test_strength_says_how_much_portraits_count(store: LocalAssetStore) -> None:
    sheets = [(sheet(store, MARA, seed), sheet(store, TOM, 2)) for seed in (1, 3)]
    changes = []
    for strength in (0.0, 0.3, 1.0):
        engine = artist(adapter_strength=strength)
        first, other = (
            pixels(engine.draw_keyframe(assignment(one), store), store) for one in sheets
        )
        changes.append(unlike(first, other))
    assert changes[0] == 0
    assert changes == sorted(changes)
    assert changes[2] > 1


def test_a_shot_without_known_people_is_painted_without_portraits(store: LocalAssetStore) -> None:
    engine = artist()
    with watched(engine) as steps:
        engine.draw_keyframe(assignment((), cast=()), store)
        engine.draw_keyframe(assignment(()), store)
    assert all(step["cross_attention_kwargs"] is None for step in steps)


@pytest.mark.parametrize(
    "screen",
    [make_screen("16:9", "720p", "24"), make_screen("9:16", "360p", "25"), CINEMA],
    ids=["16:9", "9:16", "2.39:1"],
)
def test_a_keyframe_has_the_screens_shape(store: LocalAssetStore, screen: Screen) -> None:
    engine = artist(side=256)
    drawn = engine.draw_keyframe(
        assignment((), cast=(), screen=screen, sampling=Sampling(steps=1)), store
    )
    height, width = pixels(drawn, store).shape[:2]
    assert width / height == pytest.approx(screen.width / screen.height, rel=0.02)
    assert width * height == pytest.approx(256 * 256, rel=0.2)


def test_each_sampler_samples_in_its_own_way(store: LocalAssetStore) -> None:
    engine, made = artist(), set()
    for sampler in ("euler", "euler-ancestral", "dpm++-2m", "dpm++-2m-karras", "ddim", "unipc"):
        wanted = Sampling(sampler=sampler, steps=4)
        with watched(engine) as steps:
            asked = assignment((), cast=(), sampling=wanted)
            made.add(engine.draw_keyframe(asked, store).sha256)
        assert len(steps) == 4
    assert len(made) == 6


def test_seed_prompt_and_guidance_shape_the_picture(store: LocalAssetStore) -> None:
    engine = artist()
    plain = assignment((), cast=())
    others = [
        plain.model_copy(update={"seed": 1}),
        plain.model_copy(update={"style": "noir"}),
        plain.model_copy(
            update={"shot": plain.shot.model_copy(update={"action": "A gull lands."})}
        ),
        plain.model_copy(update={"sampling": FEW.model_copy(update={"cfg_scale": 3.0})}),
    ]
    made = {engine.draw_keyframe(one, store).sha256 for one in (plain, plain, *others)}
    assert len(made) == 5


def test_without_guidance_nothing_is_computed_twice(store: LocalAssetStore) -> None:
    engine = artist()
    unguided = FEW.model_copy(update={"cfg_scale": 1.0})
    with watched(engine) as steps:
        engine.draw_keyframe(assignment((sheet(store, MARA, 1),), sampling=unguided), store)
    assert {step["rows"] for step in steps} == {1}


def test_a_long_prompt_is_read_to_its_end(store: LocalAssetStore) -> None:
    engine = artist()
    plain = assignment((), cast=())
    ends = [
        plain.model_copy(
            update={"shot": plain.shot.model_copy(update={"action": f"{'wait ' * 30}{end}"})}
        )
        for end in ("alone", "together")
    ]
    with watched(engine) as steps:
        first, other = (engine.draw_keyframe(one, store) for one in ends)
    assert first.sha256 != other.sha256
    assert steps[0]["encoder_hidden_states"].shape[1] > 77


def test_words_and_portraits_are_embedded_once(store: LocalAssetStore) -> None:
    engine = artist(adapter_strength=0.61)
    residence().spare()
    counts = {"words": 0, "portraits": 0}

    def count(what: str) -> Any:
        def note(*_: Any) -> None:
            counts[what] += 1

        return note

    with pipeline(engine) as pipe:
        pipe.text_encoder.register_forward_pre_hook(count("words"))
        pipe.image_encoder.register_forward_pre_hook(count("portraits"))
    sheets = (sheet(store, MARA, 1), sheet(store, TOM, 2))
    engine.draw_keyframe(assignment(sheets), store)
    first = dict(counts)
    engine.draw_keyframe(assignment(sheets, seed=9), store)
    assert counts == first
    assert first["words"] > 1
    assert first["portraits"] > 0


def draw_at_once(engine: DiffusersImage, store: AssetStore, count: int) -> list[Asset | str]:
    """Draw keyframes with different seeds, each on a thread of its own."""
    start = threading.Barrier(count)

    def draw(seed: int) -> Asset | str:
        start.wait(20)
        try:
            return engine.draw_keyframe(assignment((), cast=(), seed=seed), store)
        except FirstcutError as error:
            return str(error)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(draw, range(count)))


def test_threads_are_served_in_batches_and_get_their_own_picture(store: LocalAssetStore) -> None:
    engine = artist(batch=3)
    alone = [engine.draw_keyframe(assignment((), cast=(), seed=seed), store) for seed in range(6)]
    with watched(engine) as steps:
        together = draw_at_once(engine, store, 6)
    assert max(step["rows"] for step in steps) == 2 * 3, "three pictures, guided and not"
    for one, other in zip(alone, together, strict=True):
        assert isinstance(other, Asset)
        assert np.abs(pixels(one, store) - pixels(other, store)).max() <= 2


@contextmanager
def short_of_memory(engine: DiffusersImage, rows: int) -> Iterator[Resident[Any]]:
    """Have denoising run out of memory for more than so many rows at once, while inside."""

    def refuse(_: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if args[0].shape[0] > rows:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB")

    with engine.lent(engine._load, measured_gib) as resident:
        hook = resident.model.unet.register_forward_pre_hook(refuse, with_kwargs=True)
    try:
        yield resident
    finally:
        hook.remove()
        residence().spare()


def test_a_batch_that_runs_out_of_memory_is_painted_one_by_one(store: LocalAssetStore) -> None:
    engine = artist(batch=4)
    with short_of_memory(engine, rows=2) as resident:
        drawn = draw_at_once(engine, store, 4)
        assert all(isinstance(one, Asset) for one in drawn)
        assert resident.lightened
        assert resident.model.vae.use_tiling
    assert len({one.sha256 for one in drawn if isinstance(one, Asset)}) == 4


def test_what_never_fits_fails_in_a_sentence_and_the_next_is_painted(
    store: LocalAssetStore,
) -> None:
    engine = artist(batch=2)
    with short_of_memory(engine, rows=0):
        told = draw_at_once(engine, store, 2)
    assert len(told) == 2
    for one in told:
        assert isinstance(one, str)
        assert "ran out of memory on cpu" in one
        assert "choose offloading" in one
    assert isinstance(engine.draw_keyframe(assignment((), cast=()), store), Asset)


def test_a_model_that_does_not_fit_beside_others_is_loaded_alone(store: LocalAssetStore) -> None:
    other = artist()
    other.draw_keyframe(assignment((), cast=()), store)
    engine, attempts = artist(adapter="", precision="bfloat16"), []

    def load(setup: Setup) -> str:
        attempts.append(dict(residence().resident()))
        if len(attempts) == 1:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return "a model"

    with engine.lent(load, lambda model, setup: 0.0) as lent:
        assert lent.model == "a model"
    assert [len(one) > 0 for one in attempts] == [True, False]
    residence().spare()

    def never(setup: Setup) -> str:
        raise torch.OutOfMemoryError("CUDA out of memory")

    with (
        pytest.raises(EngineFailed, match="ran out of memory on cpu"),
        engine.lent(never, lambda model, setup: 0.0),
    ):
        pass


def test_one_bad_portrait_fails_nobody_else(store: LocalAssetStore, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    bad = CharacterSheet(character="mara", picture=face(store, 1), portrait=store.put(broken))
    engine, start = artist(batch=3), threading.Barrier(3)

    def draw(one: CharacterSheet) -> str:
        start.wait(20)
        try:
            return engine.draw_keyframe(assignment((one,), cast=((MARA, "left"),)), store).suffix
        except FirstcutError as error:
            return str(error)

    with ThreadPoolExecutor(3) as pool:
        told = list(pool.map(draw, (sheet(store, MARA, 1), bad, sheet(store, MARA, 3))))
    assert told[0] == told[2] == ".png"
    assert "is no picture" in told[1]


def test_it_paints_without_an_adapter_and_with_other_models(
    store: LocalAssetStore, tmp_path: Path
) -> None:
    sheets = (sheet(store, MARA, 1),)
    other = save_sd(tmp_path / "sd")
    for engine in (artist(adapter=""), artist(adapter="", model=str(other))):
        drawn = pixels(engine.draw_keyframe(assignment(sheets), store), store)
        assert drawn.std() > 10
        first, second = engine.draw_sheet(MARA, LOOK, store), engine.draw_sheet(TOM, LOOK, store)
        assert first.portrait != second.portrait


def test_check_paints_a_picture_and_ready_looks_around() -> None:
    engine = artist()
    engine.ready()
    engine.check()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"device": "cuda"}, "no cuda device"),
        ({"quantisation": "int8"}, "torchao is not installed"),
        ({"offload": "model"}, "Offloading needs a cuda device"),
        ({"attention_backend": "no-such-kernel"}, "attention backend 'no-such-kernel'"),
        ({"memory_gib": 0.0001}, "of the 0.0 GiB"),
        ({"model": "/no/such/folder"}, "There is no folder /no/such/folder"),
        ({"adapter_file": "ip-adapter.bin"}, "no safetensors file"),
        ({"adapter_file": "other.safetensors"}, "lacks other.safetensors"),
        ({"model": SDXL}, "is not pinned"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_cannot_run_here_says_why(changes: dict[str, Any], told: str) -> None:
    if torch.cuda.is_available() and changes.get("device", "") + changes.get("offload", ""):
        pytest.skip("there is a GPU here")
    with pytest.raises(EngineMissing, match=told):
        artist(**changes).check()


def test_an_adapter_for_another_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match=r"The adapter .* (cannot be used as it is set|failed)"):
        artist(model=str(save_sd(tmp_path / "sd"))).check()


def test_a_pipeline_that_needs_a_picture_first_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(image_settings()["model"], tmp_path / "other")
    index = json.loads((folder / "model_index.json").read_text())
    index["_class_name"] = "StableDiffusionXLImg2ImgPipeline"
    (folder / "model_index.json").write_text(json.dumps(index))
    with pytest.raises(EngineMissing, match="makes no pictures from words alone"):
        artist(model=str(folder)).check()


def test_it_paints_in_other_number_formats(store: LocalAssetStore) -> None:
    sheets = (sheet(store, MARA, 1),)
    drawn = artist(precision="bfloat16").draw_keyframe(assignment(sheets), store)
    exact = artist().draw_keyframe(assignment(sheets), store)
    assert drawn.sha256 != exact.sha256
    assert unlike(pixels(drawn, store), pixels(exact, store)) < 40


def test_a_kernel_that_would_be_downloaded_is_refused() -> None:
    with pytest.raises(EngineMissing, match="would download code"):
        artist(attention_backend="_flash_3_hub").check()


def test_weights_that_are_not_here_are_missed_with_how_to_fetch_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    for examine in (DiffusersImage().ready, DiffusersImage().check):
        with pytest.raises(EngineMissing, match="`firstcut weights image diffusers` downloads"):
            examine()
    with pytest.raises(EngineMissing, match="told to stay offline"):
        DiffusersImage(offline=True).ready()


def test_the_fingerprint_follows_what_shapes_the_picture_and_nothing_else() -> None:
    engine = artist()
    first = engine.fingerprint()
    assert json.loads(json.dumps(first)) == first == artist().fingerprint()
    for changes in ({"side": 96}, {"adapter": ""}, {"adapter_strength": 0.1}, {"offline": False}):
        changed = artist(**changes).fingerprint() != first
        assert changed == ("offline" not in changes)
    for changes in ({"batch": 1}, {"device": "auto"}, {"memory_gib": 3.0}, {"compiled": True}):
        assert artist(**changes).fingerprint() == first
    assert DiffusersImage(revision="0" * 40).fingerprint() != DiffusersImage().fingerprint()


def test_terms_are_the_models_own() -> None:
    assert "Open RAIL++-M" in DiffusersImage().terms()
    assert "Non-Commercial" in DiffusersImage(model="black-forest-labs/FLUX.1-dev").terms()
    assert "not known here" in artist().terms()


def test_a_saved_block_paints_the_same(api: object, store: LocalAssetStore) -> None:
    artist().save("tiny", overwrite=True)
    loaded = DiffusersImage.load("tiny")
    asked = assignment((), cast=())
    assert loaded.fingerprint() == artist().fingerprint()
    assert loaded.draw_keyframe(asked, store) == artist().draw_keyframe(asked, store)
