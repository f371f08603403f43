"""Tiny pipelines with random weights: the real classes, in files, loaded in a moment.

Their weights are drawn large enough for prompts, portraits and noise to show in the pictures.
"""

import shutil
import tempfile
from atexit import register
from functools import cache
from pathlib import Path
from typing import Any

HIDDEN = 32
"""Width of the text and image encoders."""
SIDE = 32
"""Pixels of the image encoder's input."""
ADAPTER = "ip-adapter-plus.safetensors"
ENCODER = "models/image_encoder"
"""Where the adapter's image encoder lies, as on the hub."""
TOKENS = 4
"""What the adapter makes of one portrait."""
LOUD = 4.0
"""Factor on the weights that carry prompts and portraits into the picture."""


@cache
def image_settings() -> dict[str, Any]:
    """Return what has a DiffusersImage paint with tiny models, saved until the tests end."""
    import torch

    torch.set_num_threads(1)  # threads that wait for one another starve tests that run beside them
    folder = Path(tempfile.mkdtemp(prefix="firstcut-tiny-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    return {
        "model": str(save_sdxl(folder / "sdxl")),
        "revision": "",
        "variant": "",
        "adapter": str(save_ip_adapter(folder / "adapter")),
        "adapter_revision": "",
        "adapter_file": ADAPTER,
        "adapter_encoder": ENCODER,
        "device": "cpu",
        "side": 128,
        "sampling": {"steps": 2},
    }


def save_sdxl(folder: Path) -> Path:
    """Save a Stable Diffusion XL pipeline into a new folder and return it."""
    import torch
    from diffusers import EulerDiscreteScheduler, StableDiffusionXLPipeline
    from transformers import CLIPTextModel, CLIPTextModelWithProjection

    torch.manual_seed(7)
    words = make_tokenizer()
    StableDiffusionXLPipeline(
        vae=make_vae(),
        text_encoder=CLIPTextModel(_text_config()),
        text_encoder_2=CLIPTextModelWithProjection(_text_config()),
        tokenizer=words,
        tokenizer_2=words,
        unet=make_unet(),
        scheduler=EulerDiscreteScheduler(
            beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1
        ),
        add_watermarker=False,
    ).save_pretrained(folder, safe_serialization=True)
    return folder


def save_sd(folder: Path) -> Path:
    """Save a Stable Diffusion 1.5 pipeline into a new folder and return it."""
    import torch
    from diffusers import DDIMScheduler, StableDiffusionPipeline
    from transformers import CLIPTextModel

    torch.manual_seed(13)
    StableDiffusionPipeline(
        vae=make_vae(),
        text_encoder=CLIPTextModel(_text_config()),
        tokenizer=make_tokenizer(),
        unet=make_unet(HIDDEN, addition_embed_type=None, transformer_layers_per_block=1),
        scheduler=DDIMScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            steps_offset=1,
            clip_sample=False,
        ),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder, safe_serialization=True)
    return folder


def save_ip_adapter(folder: Path) -> Path:
    """Save an IP-Adapter Plus for that pipeline, in its authors' layout, and its image encoder."""
    import torch
    from safetensors.torch import save_file
    from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

    torch.manual_seed(11)
    unet, wide, heads = make_unet(), 2 * HIDDEN, 1
    tensors = {
        "image_proj.latents": torch.randn(1, TOKENS, HIDDEN),
        "image_proj.proj_in.weight": torch.randn(HIDDEN, HIDDEN),
        "image_proj.proj_in.bias": torch.zeros(HIDDEN),
        "image_proj.proj_out.weight": torch.randn(wide, HIDDEN),
        "image_proj.proj_out.bias": torch.zeros(wide),
        "image_proj.norm_out.weight": torch.ones(wide),
        "image_proj.norm_out.bias": torch.zeros(wide),
    }
    for layer in range(4):
        at = f"image_proj.layers.{layer}"
        for norm in (f"{at}.0.norm1", f"{at}.0.norm2", f"{at}.1.0"):
            tensors[f"{norm}.weight"] = torch.ones(HIDDEN)
            tensors[f"{norm}.bias"] = torch.zeros(HIDDEN)
        tensors[f"{at}.0.to_q.weight"] = torch.randn(64 * heads, HIDDEN)
        tensors[f"{at}.0.to_kv.weight"] = torch.randn(128 * heads, HIDDEN)
        tensors[f"{at}.0.to_out.weight"] = torch.randn(HIDDEN, 64 * heads) / 8
        tensors[f"{at}.1.1.weight"] = torch.randn(4 * HIDDEN, HIDDEN) / 8
        tensors[f"{at}.1.3.weight"] = torch.randn(HIDDEN, 4 * HIDDEN) / 8
    crossings = [name for name in unet.attn_processors if name.endswith("attn2.processor")]
    for place, name in enumerate(crossings):
        size = unet.get_submodule(name.removesuffix(".processor")).to_q.weight.shape[0]
        for what in ("k", "v"):
            key = f"ip_adapter.{2 * place + 1}.to_{what}_ip.weight"
            tensors[key] = torch.randn(size, wide) * LOUD / 8
    folder.mkdir(parents=True)
    save_file(tensors, folder / ADAPTER)
    eye = CLIPVisionModelWithProjection(
        CLIPVisionConfig(
            hidden_size=HIDDEN,
            intermediate_size=37,
            projection_dim=HIDDEN,
            num_hidden_layers=2,
            num_attention_heads=4,
            image_size=SIDE,
            patch_size=8,
        )
    )
    eye.save_pretrained(folder / ENCODER, safe_serialization=True)
    return folder


def make_unet(words: int = 2 * HIDDEN, **changes: Any) -> Any:
    """Return a denoiser of SDXL's kind that reads words so wide; keywords change its settings."""
    import torch
    from diffusers import UNet2DConditionModel

    settings: dict[str, Any] = {
        "addition_embed_type": "text_time",
        "addition_time_embed_dim": 8,
        "projection_class_embeddings_input_dim": 6 * 8 + HIDDEN,
        "transformer_layers_per_block": (1, 2),
    }
    unet = UNet2DConditionModel(
        block_out_channels=(4, 8),
        layers_per_block=1,
        sample_size=32,
        in_channels=4,
        out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4),
        use_linear_projection=True,
        cross_attention_dim=words,
        norm_num_groups=1,
        **settings | changes,
    )
    with torch.no_grad():
        for name, weights in unet.named_parameters():
            if "attn2.to_v" in name or "add_embedding" in name:
                weights.mul_(LOUD)
    return unet


def make_vae(colours: int = 3) -> Any:
    """Return a decoder of SDXL's kind that halves the picture twice."""
    import torch
    from diffusers import AutoencoderKL

    vae = AutoencoderKL(
        block_out_channels=[4, 8, 8],
        in_channels=colours,
        out_channels=colours,
        down_block_types=["DownEncoderBlock2D"] * 3,
        up_block_types=["UpDecoderBlock2D"] * 3,
        latent_channels=4,
        norm_num_groups=2,
        scaling_factor=0.13025,
    )
    with torch.no_grad():
        vae.decoder.conv_out.weight.mul_(LOUD)
    return vae


def make_tokenizer() -> Any:
    """Return CLIP's tokenizer without merges: a token a byte."""
    from transformers import CLIPTokenizer
    from transformers.convert_slow_tokenizer import bytes_to_unicode

    letters = list(bytes_to_unicode().values())
    ends = [f"{letter}</w>" for letter in letters]
    words = [*letters, *ends, "<|startoftext|>", "<|endoftext|>"]
    vocabulary = {word: number for number, word in enumerate(words)}
    return CLIPTokenizer(vocab=vocabulary, merges=[], model_max_length=77)


def _text_config() -> Any:
    from transformers import CLIPTextConfig

    return CLIPTextConfig(
        vocab_size=514,
        bos_token_id=512,
        eos_token_id=513,
        pad_token_id=513,
        hidden_size=HIDDEN,
        projection_dim=HIDDEN,
        intermediate_size=37,
        num_attention_heads=4,
        num_hidden_layers=2,
        hidden_act="gelu",
    )
