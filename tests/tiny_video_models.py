"""Tiny image-to-video pipelines with random weights, saved as real ones are: safetensors, configs.

They are the real architectures, so the real loading, generating and decoding code runs over them,
offline and on a CPU. Their weights are drawn from a seed, and their decoders are turned up, so that
what they show is seen: grey without them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

WORDS = "abcdefghijklmnopqrstuvwxyz0123456789.,:;'-!?"
TEXT = 32
"""Width of the tiny text encoders."""


def wan(folder: Path) -> Path:
    """Save a Wan 2.1 image-to-video pipeline and return its folder."""
    from diffusers import (
        AutoencoderKLWan,
        UniPCMultistepScheduler,
        WanImageToVideoPipeline,
        WanTransformer3DModel,
    )

    seeded()
    vae = AutoencoderKLWan(base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1)
    pipeline = WanImageToVideoPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=umt5_encoder(),
        vae=loud(vae, vae.decoder.conv_out),
        scheduler=UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
        image_processor=clip_processor(32),
        image_encoder=clip_vision(projected=False),
        transformer=WanTransformer3DModel(
            patch_size=(1, 2, 2),
            num_attention_heads=2,
            attention_head_dim=12,
            in_channels=36,
            out_channels=16,
            text_dim=TEXT,
            freq_dim=64,
            ffn_dim=32,
            num_layers=2,
            image_dim=4,
        ),
    )
    return saved(pipeline, folder)


def ltx(folder: Path) -> Path:
    """Save an LTX image-to-video pipeline and return its folder."""
    from diffusers import (
        AutoencoderKLLTXVideo,
        FlowMatchEulerDiscreteScheduler,
        LTXImageToVideoPipeline,
        LTXVideoTransformer3DModel,
    )

    seeded()
    vae = AutoencoderKLLTXVideo(
        latent_channels=8,
        block_out_channels=(8, 8, 8, 8),
        decoder_block_out_channels=(8, 8, 8, 8),
        layers_per_block=(1, 1, 1, 1, 1),
        decoder_layers_per_block=(1, 1, 1, 1, 1),
    )
    pipeline = LTXImageToVideoPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        vae=loud(vae, vae.decoder.conv_out.conv),
        text_encoder=t5_encoder(),
        tokenizer=t5_tokenizer(),
        transformer=LTXVideoTransformer3DModel(
            in_channels=8,
            out_channels=8,
            num_attention_heads=2,
            attention_head_dim=8,
            cross_attention_dim=16,
            num_layers=2,
            caption_channels=TEXT,
        ),
    )
    return saved(pipeline, folder)


def svd(folder: Path) -> Path:
    """Save a Stable Video Diffusion pipeline and return its folder."""
    from diffusers import (
        AutoencoderKLTemporalDecoder,
        EulerDiscreteScheduler,
        StableVideoDiffusionPipeline,
        UNetSpatioTemporalConditionModel,
    )

    seeded()
    unet = UNetSpatioTemporalConditionModel(
        block_out_channels=(32, 32),
        down_block_types=("CrossAttnDownBlockSpatioTemporal", "DownBlockSpatioTemporal"),
        up_block_types=("UpBlockSpatioTemporal", "CrossAttnUpBlockSpatioTemporal"),
        layers_per_block=1,
        cross_attention_dim=TEXT,
        num_attention_heads=(2, 2),
        addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=24,
    )
    vae = AutoencoderKLTemporalDecoder(
        down_block_types=("DownEncoderBlock2D",) * 4,
        block_out_channels=(32, 32, 32, 32),
    )
    pipeline = StableVideoDiffusionPipeline(
        vae=loud(vae, vae.decoder.time_conv_out),
        image_encoder=clip_vision(projected=True),
        unet=unet,
        scheduler=EulerDiscreteScheduler(
            prediction_type="v_prediction", use_karras_sigmas=True, timestep_type="continuous",
            sigma_min=0.002, sigma_max=700.0, timestep_spacing="leading", steps_offset=1,
        ),
        feature_extractor=clip_processor(224),
    )  # fmt: skip
    return saved(pipeline, folder)


def cogvideox(folder: Path) -> Path:
    """Save a CogVideoX image-to-video pipeline and return its folder."""
    from diffusers import (
        AutoencoderKLCogVideoX,
        CogVideoXDDIMScheduler,
        CogVideoXImageToVideoPipeline,
        CogVideoXTransformer3DModel,
    )

    seeded()
    vae = AutoencoderKLCogVideoX(
        block_out_channels=(8, 8, 8, 8),
        latent_channels=4,
        layers_per_block=1,
        norm_num_groups=2,
    )
    pipeline = CogVideoXImageToVideoPipeline(
        tokenizer=t5_tokenizer(),
        text_encoder=t5_encoder(),
        vae=loud(vae, vae.decoder.conv_out.conv),
        transformer=CogVideoXTransformer3DModel(
            num_attention_heads=2,
            attention_head_dim=16,
            in_channels=8,
            out_channels=4,
            time_embed_dim=8,
            text_embed_dim=TEXT,
            num_layers=2,
            sample_width=8,
            sample_height=8,
            sample_frames=9,
            max_text_seq_length=226,
            use_rotary_positional_embeddings=True,
        ),
        scheduler=CogVideoXDDIMScheduler(
            prediction_type="v_prediction", rescale_betas_zero_snr=True, snr_shift_scale=1.0
        ),
    )
    return saved(pipeline, folder)


VIDEO: dict[str, Callable[[Path], Path]] = {
    "wan": wan,
    "ltx": ltx,
    "svd": svd,
    "cogvideox": cogvideox,
}
"""A builder for each family that ``DiffusersVideo`` knows."""


def seeded(seed: int = 0) -> None:
    """Draw the weights that follow from a seed; on one core: tests run side by side."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(seed)


def saved(pipeline: Any, folder: Path) -> Path:
    """Save a pipeline as safetensors."""
    pipeline.save_pretrained(folder, safe_serialization=True)
    return folder


def loud(model: Any, last: Any, gain: float = 10.0) -> Any:
    """Return a decoder whose last layer is turned up: random weights alone come out near zero."""
    import torch

    with torch.no_grad():
        last.weight.mul_(gain)
    return model


def t5_tokenizer() -> Any:
    """Return a T5 tokenizer that knows single letters."""
    from transformers import T5TokenizerFast

    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0)]
    pieces += [(letter, -3.0) for letter in WORDS]
    return T5TokenizerFast(vocab=pieces, extra_ids=0, model_max_length=226)


def t5_encoder() -> Any:
    """Return a tiny T5 text encoder."""
    from transformers import T5Config, T5EncoderModel

    config = T5Config(
        vocab_size=len(WORDS) + 4, d_model=TEXT, d_kv=8, d_ff=37, num_layers=2, num_heads=4
    )
    return T5EncoderModel(config).eval()


def umt5_encoder() -> Any:
    """Return a tiny UMT5 text encoder."""
    from transformers import UMT5Config, UMT5EncoderModel

    config = UMT5Config(
        vocab_size=len(WORDS) + 4, d_model=TEXT, d_kv=8, d_ff=37, num_layers=2, num_heads=4
    )
    return UMT5EncoderModel(config).eval()


def clip_vision(*, projected: bool) -> Any:
    """Return a tiny CLIP image encoder, with or without its projection to the text's width."""
    from transformers import CLIPVisionConfig, CLIPVisionModel, CLIPVisionModelWithProjection

    if projected:
        config = CLIPVisionConfig(
            hidden_size=TEXT, projection_dim=TEXT, num_hidden_layers=2, num_attention_heads=4,
            image_size=224, intermediate_size=37, patch_size=32,
        )  # fmt: skip
        return CLIPVisionModelWithProjection(config).eval()
    config = CLIPVisionConfig(
        hidden_size=4, projection_dim=4, num_hidden_layers=2, num_attention_heads=2,
        image_size=32, intermediate_size=16, patch_size=8,
    )  # fmt: skip
    return CLIPVisionModel(config).eval()


def clip_processor(side: int) -> Any:
    """Return the processor of a CLIP image encoder for pictures of some size."""
    from transformers import CLIPImageProcessor

    return CLIPImageProcessor(crop_size=side, size=side)
