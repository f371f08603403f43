"""Run every benchmark, one after the other: the machine should have nothing else to do."""

from benchmarks import (
    compose_vs_moviepy,
    faceswap,
    film_from_prompt,
    gpu_use,
    memory,
    one_line,
    operations,
    startup,
    transform,
)

for benchmark in (
    startup,
    film_from_prompt,
    one_line,
    compose_vs_moviepy,
    memory,
    faceswap,
    transform,
    operations,
    gpu_use,
):
    benchmark.main()
