"""AAC: the master as the film will carry it, with its priming hidden by an edit list."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.container import OutputContainer

from film.clock import SAMPLE_RATE
from film.media.files import beside, media_errors

BIT_RATE = 192_000
FRAME = 1024
"""Samples that an AAC frame holds."""
_BITEXACT = 0x0400
"""libavformat's flag: no dates and no versions in the file."""


class AacWriter:
    """Takes a 48 kHz stereo sound in chunks of any length and encodes it."""

    def __init__(self, output: OutputContainer) -> None:
        self._output = output
        # At this bit rate the fast coder is as good to the ear, in half the time.
        self._stream = output.add_stream("aac", rate=SAMPLE_RATE, options={"aac_coder": "fast"})
        self._stream.codec_context.layout = "stereo"
        self._stream.codec_context.format = "fltp"
        self._stream.bit_rate = BIT_RATE
        self._samples = 0
        self._rest = np.zeros((2, 0), np.float32)

    def write(self, sound: npt.NDArray[np.float32]) -> None:
        """Take the next samples, as samples × 2 channels."""
        planes = np.concatenate((self._rest, sound.T), axis=1)
        whole = planes.shape[1] // FRAME * FRAME
        self._rest = planes[:, whole:]
        for start in range(0, whole, FRAME):
            self._encode(planes[:, start : start + FRAME])

    def finish(self) -> None:
        """Encode what is left over, and end the stream."""
        if self._rest.size:
            self._encode(self._rest)
        self._output.mux(self._stream.encode(None))

    def _encode(self, planes: npt.NDArray[np.float32]) -> None:
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(planes), format="fltp", layout="stereo"
        )
        frame.sample_rate = SAMPLE_RATE
        frame.time_base = Fraction(1, SAMPLE_RATE)
        frame.pts = self._samples
        self._samples += planes.shape[1]
        self._output.mux(self._stream.encode(frame))


@contextmanager
def writing_aac(out: Path) -> Iterator[AacWriter]:
    """Lend a writer of an .m4a that plays exactly its samples, there when the block ends well.

    Raises StorageFull when the disk takes no more.
    """
    options = {"use_editlist": "1", "movie_timescale": str(SAMPLE_RATE)}
    with (
        media_errors(f"write {out.name}"),
        beside(out) as part,
        av.open(str(part), "w", format="mp4", options=options) as output,
    ):
        output.flags |= _BITEXACT
        writer = AacWriter(output)
        yield writer
        writer.finish()
