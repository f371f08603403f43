"""Local models on a GPU: our engines against the plain diffusers loop, in the same run.

    python -m benchmarks.gpu [--video wan-1.3b|wan-14b|ltx] [--only images video film] [--tiny]

Full-size architectures with random weights; nothing is downloaded. Both sides make the same
pictures: the same sizes, steps and guidance. ``--tiny`` runs all of it with tiny models on a CPU,
which proves the code and measures nothing.
"""

import argparse
import json
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks import random_models
from benchmarks.gpu_sides import Gpu, RandomImage, RandomVideo, Scale, common, compare
from blocks.image.painting import Sketch
from blocks.local.journal import quieten
from blocks.video.diffusers import pictures_for
from blocks.video.families import Clip, Sampled
from blocks.video.firstframe import first_frame
from film.assets import Asset, AssetStore, LocalAssetStore
from film.look import Sampling
from film.media.picture import put_picture
from film.media.takes import take_from_frames
from film.shots import Assignment
from film.story import Scene, Shot

RESULTS = Path(__file__).parent / "results" / "gpu.json"
NEGATIVE = "blurred, distorted, low quality"
PARTS = ("images", "video", "film")


def main() -> None:
    """Measure and save."""
    options = _options()
    try:
        import torch
    except ImportError:
        _leave("torch is not installed: run `make models`")
    if not options.tiny and not torch.cuda.is_available():
        _leave("There is no CUDA device here: nothing to measure. --tiny proves the code on a CPU.")
    quieten()
    scale = _scale(options, torch)
    figures: dict[str, Any] = {"machine": machine(torch, scale), "weights": "random"}
    for part in PARTS:
        if part in options.only:
            figures[part] = _MEASURES[part](scale, options.video)
            print(f"{part}: {json.dumps(figures[part], indent=2)}", flush=True)
    options.out.parent.mkdir(exist_ok=True, parents=True)
    options.out.write_text(json.dumps(figures, indent=2) + "\n")


def measure_images(scale: Scale, video: str) -> dict[str, Any]:
    """SDXL: images a second, one by one as diffusers makes them, and as our engine does."""
    gpu = Gpu(scale.device)
    pipeline, loading = _built(random_models.sdxl, scale)
    side, steps = scale.image_side, scale.image_steps
    sampling = Sampling(sampler="euler", steps=steps, cfg_scale=6.5)
    prompts = [f"Picture {number}: a lighthouse in a storm" for number in range(scale.images)]

    def plain(count: int) -> None:
        for number, prompt in enumerate(prompts[:count]):
            pipeline(
                prompt=prompt,
                negative_prompt=NEGATIVE,
                width=side,
                height=side,
                num_inference_steps=steps,
                guidance_scale=sampling.cfg_scale,
                generator=_dice(number),
            )

    engine = RandomImage(adapter="", side=side, **_engine(scale))
    engine._pipeline = pipeline

    def ours(count: int) -> None:
        sketches = [
            Sketch(prompt, NEGATIVE, side, side, sampling, number)
            for number, prompt in enumerate(prompts[:count])
        ]
        with ThreadPoolExecutor(2 * engine.batch) as pool:
            list(pool.map(engine._paint, sketches))

    found = compare(gpu, plain, ours, scale.images)
    return {
        "architecture": "SDXL base",
        "size": f"{side}x{side}",
        "steps": steps,
        "batch": engine.batch,
        "made in memory, s": loading,
        "plain, images/s": round(scale.images / found["plain"], 3),
        "ours, images/s": round(scale.images / found["ours"], 3),
        **common(found),
    }


def measure_video(scale: Scale, video: str) -> dict[str, Any]:
    """Clips from first frames: seconds of film a GPU second, one by one and with our camera."""
    gpu = Gpu(scale.device)
    pipeline, loading, engine = _camera(scale, video)
    family = engine._family
    width, height = family.size_for(scale.screen, engine.most_pixels)
    frames = family.fit(scale.frames, engine.longest_clip)
    clips = [
        Clip(
            image=first_frame(_gradient(number), width, height),
            prompt=f"Shot {number}: she walks along the quay in the rain",
            negative=NEGATIVE,
            width=width,
            height=height,
            frames=frames,
            rate=family.rate,
            sampled=Sampled(scale.video_steps, family.guidance),
            seed=number,
        )
        for number in range(scale.clips)
    ]

    def ours(count: int) -> None:
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda clip: engine.film(clip, "A clip"), clips[:count]))

    found = compare(
        gpu, lambda count: [_plain_clip(pipeline, family, one) for one in clips[:count]], ours,
        scale.clips,
    )  # fmt: skip
    filmed = scale.clips * float(frames / family.rate)
    return {
        "architecture": video,
        "size": f"{width}x{height}",
        "frames": frames,
        "steps": scale.video_steps,
        "made in memory, s": loading,
        "plain, shot seconds a GPU second": round(filmed / found["plain"], 4),
        "ours, shot seconds a GPU second": round(filmed / found["ours"], 4),
        **common(found),
    }


def measure_film(scale: Scale, video: str) -> dict[str, Any]:
    """Ten shots from keyframes to takes: wall time, and for how much of it the GPU does nothing."""
    gpu = Gpu(scale.device)
    pipeline, _, engine = _camera(scale, video)
    with tempfile.TemporaryDirectory() as folder:
        store = LocalAssetStore(Path(folder))
        asked = [
            _assignment(number, scale, put_picture(_gradient(number), store, ".png"))
            for number in range(scale.shots)
        ]

        def plain(count: int) -> None:
            for one in asked[:count]:
                _plain_take(engine, pipeline, one, store)

        def ours(count: int) -> None:
            with ThreadPoolExecutor(4) as pool:
                list(pool.map(lambda one: engine.shoot(one, store), asked[:count]))

        found = compare(gpu, plain, ours, scale.shots)
    return {
        "architecture": video,
        "shots": scale.shots,
        "steps": scale.shot_steps,
        "plain, wall s": round(found["plain"], 2),
        "ours, wall s": round(found["ours"], 2),
        **common(found),
    }


def _camera(scale: Scale, video: str) -> tuple[Any, float, RandomVideo]:
    from blocks.local.residence import residence

    residence().spare()
    family, build = random_models.VIDEO[video]
    pipeline, loading = _built(build, scale)
    small = {"most_pixels": 64 * 96, "longest_clip": 9} if scale.tiny else {}
    engine = RandomVideo(
        family=family,
        variant=str(id(pipeline)),
        attention_backend=scale.attention,
        **_engine(scale),
        **small,
    )
    engine._pipeline = pipeline
    return pipeline, loading, engine


def _plain_clip(pipeline: Any, family: Any, clip: Clip) -> Any:
    """Film a clip as diffusers' own examples do."""
    return pipeline(
        **family.arguments(clip),
        prompt=clip.prompt,
        negative_prompt=clip.negative,
        generator=_dice(clip.seed),
        output_type="np",
    ).frames[0]


def _plain_take(engine: RandomVideo, pipeline: Any, asked: Assignment, store: AssetStore) -> None:
    family = engine._family
    width, height = family.size_for(asked.screen, engine.most_pixels)
    assert asked.keyframe is not None, "set below"  # noqa: S101
    image = first_frame(store.path(asked.keyframe), width, height)
    rate = family.rate_for(asked.screen)
    (frames,) = family.clips_for(pictures_for(asked, rate), engine.longest_clip)
    made = _plain_clip(pipeline, family, engine.clip(asked, image, frames, 0))
    pictures = (made * 255).round().astype("uint8")
    take_from_frames(asked, pictures, len(pictures), rate, store)


def _assignment(number: int, scale: Scale, keyframe: Asset) -> Assignment:
    scene = Scene(id="s1", slugline="EXT. QUAY - DUSK", setting="harbour", shots=())
    shot = Shot(id=f"s1-h{number + 1}", size="medium", action="She walks along the quay.")
    return Assignment(
        scene=scene,
        shot=shot,
        characters=(),
        genre="drama",
        style="storybook",
        screen=scale.screen,
        frames=scale.shot_frames,
        sampling=Sampling(steps=scale.shot_steps),
        keyframe=keyframe,
    )


def _gradient(seed: int) -> Any:
    import numpy as np

    corners = np.random.default_rng(seed).uniform(0, 255, (2, 3))
    across = np.linspace(0, 1, 640)[None, :, None]
    picture = (1 - across) * corners[0] + across * corners[1]
    return np.repeat(picture, 360, axis=0).astype(np.uint8)


def _built(build: Callable[..., Any], scale: Scale) -> tuple[Any, float]:
    started = time.perf_counter()
    pipeline = build(scale.device, scale.dtype, tiny=scale.tiny)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline, round(time.perf_counter() - started, 2)


def _engine(scale: Scale) -> dict[str, Any]:
    precision = str(scale.dtype).removeprefix("torch.")
    return {"device": scale.device, "precision": precision, "compiled": scale.compiled}


def _dice(seed: int) -> Any:
    import torch

    return torch.Generator().manual_seed(seed)


def machine(torch: Any, scale: Scale) -> dict[str, Any]:
    """Return what was measured on, and with what."""
    import diffusers

    cuda = scale.device == "cuda"
    return {
        "device": torch.cuda.get_device_name() if cuda else platform.processor() or "cpu",
        "torch": torch.__version__,
        "diffusers": diffusers.__version__,
        "precision": str(scale.dtype).removeprefix("torch."),
        "attention of our camera": scale.attention or "torch's own",
        "compiled": scale.compiled,
        "tiny": scale.tiny,
    }


def _scale(options: argparse.Namespace, torch: Any) -> Scale:
    if options.tiny:
        torch.set_num_threads(1)  # more only wait for one another over work so small
        return Scale(
            tiny=True, device="cpu", dtype=torch.float32, images=2, image_side=64, image_steps=2,
            clips=2, frames=9, video_steps=2, shots=2, shot_frames=8, shot_steps=2,
            compiled=False, attention="",
        )  # fmt: skip
    return Scale(
        tiny=False, device="cuda", dtype=torch.bfloat16, images=options.images, image_side=1024,
        image_steps=30, clips=options.clips, frames=81, video_steps=options.steps,
        shots=options.shots, shot_frames=48, shot_steps=max(2, options.steps // 2),
        compiled=not options.eager, attention=options.attention,
    )  # fmt: skip


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gpu", description=__doc__)
    parser.add_argument("--tiny", action="store_true", help="tiny models on a CPU")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="what to measure")
    parser.add_argument("--video", choices=tuple(random_models.VIDEO), default="wan-1.3b")
    parser.add_argument("--images", type=int, default=24, help="pictures a side")
    parser.add_argument("--clips", type=int, default=3, help="clips a side")
    parser.add_argument("--shots", type=int, default=10, help="shots of the film")
    parser.add_argument("--steps", type=int, default=20, help="denoising steps of a clip")
    parser.add_argument("--eager", action="store_true", help="do not compile")
    parser.add_argument(
        "--attention", default="_native_cudnn", help="our attention kernel; '' for torch's own"
    )
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the figures go")
    return parser.parse_args()


def _leave(why: str) -> None:
    print(why, file=sys.stderr)
    sys.exit(2)


_MEASURES: dict[str, Callable[[Scale, str], dict[str, Any]]] = {
    "images": measure_images,
    "video": measure_video,
    "film": measure_film,
}

if __name__ == "__main__":
    main()
