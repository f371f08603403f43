"""Tiny music pipelines with random weights, saved as real ones are: what they play is noise."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.tiny_video_models import TEXT, WORDS, saved, seeded, t5_encoder, t5_tokenizer


def ace_step(folder: Path) -> Path:
    """Save an ACE-Step 1.5 pipeline (48 kHz stereo, 25 latents a second) and return its folder."""
    from diffusers import (
        AceStepPipeline,
        AceStepTransformer1DModel,
        FlowMatchEulerDiscreteScheduler,
    )
    from diffusers.pipelines.ace_step import AceStepConditionEncoder

    seeded()
    attention = {
        "hidden_size": 16, "intermediate_size": 16, "num_attention_heads": 2,
        "num_key_value_heads": 1, "head_dim": 8,
    }  # fmt: skip
    conditions = AceStepConditionEncoder(
        text_hidden_dim=TEXT,
        timbre_hidden_dim=8,
        num_lyric_encoder_hidden_layers=2,
        num_timbre_encoder_hidden_layers=2,
        **attention,
    )
    pipeline = AceStepPipeline(
        vae=oobleck([6, 8, 10], 8, 48_000),
        text_encoder=qwen_encoder(),
        tokenizer=qwen_tokenizer(),
        transformer=AceStepTransformer1DModel(
            num_hidden_layers=2, in_channels=24, audio_acoustic_hidden_dim=8, **attention
        ),
        condition_encoder=conditions,
        scheduler=FlowMatchEulerDiscreteScheduler(num_train_timesteps=1, shift=1.0),
    )
    return saved(pipeline, folder)


def stable_audio(folder: Path) -> Path:
    """Save a Stable Audio pipeline (44.1 kHz stereo, three seconds) and return its folder."""
    from diffusers import (
        EDMDPMSolverMultistepScheduler,
        StableAudioDiTModel,
        StableAudioPipeline,
        StableAudioProjectionModel,
    )

    seeded()
    pipeline = StableAudioPipeline(
        vae=oobleck([7, 9, 10], 8, 44_100),
        text_encoder=t5_encoder(),
        projection_model=StableAudioProjectionModel(TEXT, TEXT, 0, 512),
        tokenizer=t5_tokenizer(),
        transformer=StableAudioDiTModel(
            sample_size=210,
            in_channels=8,
            num_layers=2,
            attention_head_dim=8,
            num_attention_heads=2,
            num_key_value_attention_heads=2,
            out_channels=8,
            cross_attention_dim=16,
            time_proj_dim=8,
            global_states_input_dim=2 * TEXT,
            cross_attention_input_dim=TEXT,
        ),
        scheduler=EDMDPMSolverMultistepScheduler(
            prediction_type="v_prediction", sigma_data=1.0, sigma_schedule="exponential"
        ),
    )
    return saved(pipeline, folder)


def musicgen(folder: Path) -> Path:
    """Save a MusicGen model (32 kHz) with its processor and return its folder."""
    import torch
    from transformers import (
        EncodecConfig,
        EncodecFeatureExtractor,
        MusicgenConfig,
        MusicgenDecoderConfig,
        MusicgenForConditionalGeneration,
        MusicgenProcessor,
        T5Config,
    )

    seeded()
    codec = EncodecConfig(
        sampling_rate=32_000, audio_channels=1, hidden_size=16, num_filters=2, codebook_size=64,
        codebook_dim=16, upsampling_ratios=[8, 5, 4, 4], num_residual_layers=1, num_lstm_layers=1,
        target_bandwidths=[1.2], normalize=False, use_causal_conv=False,
    )  # fmt: skip
    decoder = MusicgenDecoderConfig(
        vocab_size=64, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, ffn_dim=16,
        num_codebooks=4, audio_channels=1, pad_token_id=64, bos_token_id=64,
    )  # fmt: skip
    text = T5Config(
        vocab_size=len(WORDS) + 4, d_model=TEXT, d_kv=8, d_ff=37, num_layers=2, num_heads=4
    )
    model = MusicgenForConditionalGeneration(
        MusicgenConfig(text_encoder=text, audio_encoder=codec, decoder=decoder)
    )
    with torch.no_grad():
        for layer in model.audio_encoder.quantizer.layers:  # all zero until they are trained
            layer.codebook.embed.normal_()
        for name, weight in model.named_parameters():  # random ones hardly listen to the words
            if name.startswith("decoder") and weight.dim() > 1:
                weight.mul_(60.0 if "encoder_attn" in name else 8.0)
    model.generation_config.decoder_start_token_id = 64
    model.generation_config.pad_token_id = 64
    model.generation_config.guidance_scale = 3.0
    model.generation_config.do_sample = True
    model.generation_config.max_length = 1500
    model.save_pretrained(folder, safe_serialization=True)
    processor = MusicgenProcessor(
        EncodecFeatureExtractor(sampling_rate=32_000, feature_size=1), t5_tokenizer()
    )
    processor.save_pretrained(folder)
    return folder


MUSIC: dict[str, Callable[[Path], Path]] = {"ace-step": ace_step, "stable-audio": stable_audio}
"""A builder for each family that ``DiffusersMusic`` knows."""


def oobleck(ratios: list[int], latents: int, rate: int) -> Any:
    """Return a tiny stereo autoencoder that takes ``prod(ratios)`` samples for one latent."""
    from diffusers import AutoencoderOobleck

    return AutoencoderOobleck(
        encoder_hidden_size=4,
        downsampling_ratios=ratios,
        channel_multiples=[1] * len(ratios),
        decoder_channels=4,
        decoder_input_channels=latents,
        audio_channels=2,
        sampling_rate=rate,
    )


def qwen_encoder() -> Any:
    """Return a tiny Qwen 3 text encoder."""
    from transformers import Qwen3Config, Qwen3Model

    config = Qwen3Config(
        vocab_size=300, hidden_size=TEXT, intermediate_size=37, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, head_dim=8, max_position_embeddings=4096,
    )  # fmt: skip
    return Qwen3Model(config).eval()


def qwen_tokenizer() -> Any:
    """Return a byte-level tokenizer of Qwen's kind with no merges."""
    from tokenizers.pre_tokenizers import ByteLevel
    from transformers import Qwen2TokenizerFast

    letters = sorted(ByteLevel.alphabet())
    vocabulary = {letter: number for number, letter in enumerate(letters)}
    vocabulary["<|endoftext|>"] = len(vocabulary)
    return Qwen2TokenizerFast(vocab=vocabulary, merges=[], model_max_length=2048)
