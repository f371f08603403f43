"""Full-size image and video models with random weights: speed does not depend on their values.

Nothing is downloaded. Each builder makes the parts right on the device, in the number format asked
for; ``tiny`` makes the same pipeline small enough for a CPU.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,:;'-!?"


@contextmanager
def made_on(device: str, dtype: Any) -> Iterator[None]:
    """While inside, models are made on a device in a number format."""
    import torch

    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        with torch.device(device):
            torch.manual_seed(0)
            yield
    finally:
        torch.set_default_dtype(before)


def sdxl(device: str, dtype: Any, *, tiny: bool) -> Any:
    """Return SDXL base: 2.6 G parameters in the UNet, 0.8 G in two text encoders."""
    from diffusers import (
        AutoencoderKL,
        EulerDiscreteScheduler,
        StableDiffusionXLPipeline,
        UNet2DConditionModel,
    )

    unet: dict[str, Any] = {
        "sample_size": 128,
        "block_out_channels": (320, 640, 1280),
        "transformer_layers_per_block": (1, 2, 10),
        "attention_head_dim": (5, 10, 20),
        "cross_attention_dim": 2048,
        "addition_time_embed_dim": 256,
        "projection_class_embeddings_input_dim": 2816,
    }
    vae: dict[str, Any] = {"block_out_channels": (128, 256, 512, 512), "sample_size": 1024}
    if tiny:
        unet |= {
            "sample_size": 8,
            "block_out_channels": (32, 32, 32),
            "transformer_layers_per_block": (1, 1, 1),
            "attention_head_dim": (2, 2, 2),
            "cross_attention_dim": 64,
            "addition_time_embed_dim": 8,
            "projection_class_embeddings_input_dim": 80,
        }
        vae = {"block_out_channels": (32, 32, 32, 32), "sample_size": 64}
    with made_on(device, dtype):
        return StableDiffusionXLPipeline(
            vae=AutoencoderKL(
                down_block_types=("DownEncoderBlock2D",) * 4,
                up_block_types=("UpDecoderBlock2D",) * 4,
                layers_per_block=1 if tiny else 2,
                scaling_factor=0.13025,
                force_upcast=False,  # as with the decoder that was mended for 16 bits
                **vae,
            ),
            text_encoder=_clip_text(768, 12, 12, projected=False, tiny=tiny),
            text_encoder_2=_clip_text(1280, 32, 20, projected=True, tiny=tiny),
            tokenizer=_clip_tokenizer(),
            tokenizer_2=_clip_tokenizer(),
            unet=UNet2DConditionModel(
                down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
                up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
                layers_per_block=1 if tiny else 2,
                use_linear_projection=True,
                addition_embed_type="text_time",
                **unet,
            ),
            scheduler=EulerDiscreteScheduler(
                beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1
            ),
            add_watermarker=False,
        )


def wan(device: str, dtype: Any, *, tiny: bool, large: bool = False) -> Any:
    """Return Wan 2.1 image-to-video: of 14 G parameters, or as its 1.3 G sister would be."""
    import torch
    from diffusers import (
        AutoencoderKLWan,
        UniPCMultistepScheduler,
        WanImageToVideoPipeline,
        WanTransformer3DModel,
    )
    from transformers import CLIPImageProcessor

    shape: dict[str, Any] = {"num_attention_heads": 12, "ffn_dim": 8960, "num_layers": 30}
    if large:
        shape = {"num_attention_heads": 40, "ffn_dim": 13824, "num_layers": 40}
    if tiny:
        shape = {"num_attention_heads": 2, "ffn_dim": 32, "num_layers": 2, "freq_dim": 64}
    head = 12 if tiny else 128
    with made_on(device, torch.float32):
        vae = AutoencoderKLWan(**({"base_dim": 3, "num_res_blocks": 1} if tiny else {}))
        vision = _clip_vision(tiny=tiny)
    with made_on(device, dtype):
        transformer = WanTransformer3DModel(
            attention_head_dim=head,
            in_channels=36,
            out_channels=16,
            text_dim=32 if tiny else 4096,
            image_dim=4 if tiny else 1280,
            added_kv_proj_dim=shape["num_attention_heads"] * head,
            **shape,
        )
        text = _t5("UMT5", vocabulary=256_384, tiny=tiny)
    return WanImageToVideoPipeline(
        tokenizer=_t5_tokenizer(),
        text_encoder=text,
        vae=vae.eval(),
        scheduler=UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
        image_processor=CLIPImageProcessor(crop_size=32 if tiny else 224, size=32 if tiny else 224),
        image_encoder=vision,
        transformer=_gentle(transformer),
    )


def ltx(device: str, dtype: Any, *, tiny: bool) -> Any:
    """Return LTX-Video of 2 G parameters."""
    from diffusers import (
        AutoencoderKLLTXVideo,
        FlowMatchEulerDiscreteScheduler,
        LTXImageToVideoPipeline,
        LTXVideoTransformer3DModel,
    )

    latents = {"latent_channels": 8} if tiny else {}
    blocks = (8, 8, 8, 8)
    small = {"block_out_channels": blocks, "decoder_block_out_channels": blocks} if tiny else {}
    shape = {
        "in_channels": 8, "out_channels": 8, "num_attention_heads": 2, "attention_head_dim": 8,
        "cross_attention_dim": 16, "num_layers": 2, "caption_channels": 32,
    }  # fmt: skip
    with made_on(device, dtype):
        return LTXImageToVideoPipeline(
            scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
            vae=AutoencoderKLLTXVideo(**latents, **small).eval(),
            text_encoder=_t5("T5", vocabulary=32_128, tiny=tiny),
            tokenizer=_t5_tokenizer(),
            transformer=_gentle(LTXVideoTransformer3DModel(**(shape if tiny else {}))),
        )


def wan_large(device: str, dtype: Any, *, tiny: bool) -> Any:
    """Return Wan 2.1 of 14 G parameters."""
    return wan(device, dtype, tiny=tiny, large=True)


VIDEO: dict[str, tuple[str, Callable[..., Any]]] = {
    "wan-1.3b": ("wan", wan),
    "wan-14b": ("wan", wan_large),
    "ltx": ("ltx", ltx),
}
"""The family and the builder of each video model."""


def _gentle(transformer: Any) -> Any:
    """Return a denoiser whose steps are small: random ones would leave the numbers there are."""
    import torch

    with torch.no_grad():
        transformer.proj_out.weight.mul_(0.1)
    return transformer.eval()


def _clip_text(width: int, layers: int, heads: int, *, projected: bool, tiny: bool) -> Any:
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

    if tiny:
        width, layers, heads = 32, 2, 2
    config = CLIPTextConfig(
        vocab_size=49_408,
        hidden_size=width,
        intermediate_size=4 * width,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        projection_dim=width,
        eos_token_id=1,
    )
    return (CLIPTextModelWithProjection if projected else CLIPTextModel)(config).eval()


def _clip_tokenizer() -> Any:
    from transformers import CLIPTokenizer

    words = ["<|startoftext|>", "<|endoftext|>", *LETTERS, *(f"{one}</w>" for one in LETTERS)]
    return CLIPTokenizer(
        vocab={word: number for number, word in enumerate(words)}, merges=[], model_max_length=77
    )


def _clip_vision(*, tiny: bool) -> Any:
    from transformers import CLIPVisionConfig, CLIPVisionModel

    config = CLIPVisionConfig(
        hidden_size=1280, intermediate_size=5120, num_hidden_layers=32, num_attention_heads=16,
        patch_size=14, image_size=224, projection_dim=1024,
    )  # fmt: skip
    if tiny:
        config = CLIPVisionConfig(
            hidden_size=4, intermediate_size=16, num_hidden_layers=2, num_attention_heads=2,
            patch_size=8, image_size=32, projection_dim=4,
        )  # fmt: skip
    return CLIPVisionModel(config).eval()


def _t5(kind: str, *, vocabulary: int, tiny: bool) -> Any:
    import transformers

    size = {"d_model": 4096, "d_ff": 10_240, "d_kv": 64, "num_heads": 64, "num_layers": 24}
    if tiny:
        size = {"d_model": 32, "d_ff": 37, "d_kv": 8, "num_heads": 4, "num_layers": 2}
        vocabulary = len(LETTERS) + 4
    config = getattr(transformers, f"{kind}Config")(
        vocab_size=vocabulary, feed_forward_proj="gated-gelu", **size
    )
    return getattr(transformers, f"{kind}EncoderModel")(config).eval()


def _t5_tokenizer() -> Any:
    from transformers import T5TokenizerFast

    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0)]
    pieces += [(letter, -3.0) for letter in LETTERS]
    return T5TokenizerFast(vocab=pieces, extra_ids=0, model_max_length=512)
