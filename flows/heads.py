"""The heads of department: one engine for each job, as a crew names them."""

from dataclasses import dataclass

from blocks.crew import Crew
from blocks.engine import Engine
from blocks.faceswap.base import FaceSwapEngine
from blocks.image.base import ImageEngine
from blocks.lipsync.base import LipsyncEngine
from blocks.moderation.base import ModerationEngine
from blocks.music.base import MusicEngine
from blocks.revoice.base import RevoiceEngine
from blocks.story.base import StoryEngine
from blocks.video.base import VideoEngine
from blocks.voice.base import VoiceEngine


@dataclass(frozen=True)
class Heads:
    """Who does which job."""

    writer: StoryEngine
    artist: ImageEngine
    camera: VideoEngine
    actors: VoiceEngine
    composer: MusicEngine
    mouths: LipsyncEngine
    judge: ModerationEngine

    @property
    def engines(self) -> dict[str, Engine]:
        """The engines by the stage whose work they do."""
        return {
            "moderation": self.judge,
            "story": self.writer,
            "voice": self.actors,
            "characters": self.artist,
            "keyframes": self.artist,
            "scenes": self.camera,
            "music": self.composer,
            "lipsync": self.mouths,
        }


def hire_heads(crew: Crew) -> Heads:
    """Hire a crew; EngineMissing or BadRequest when one of its references names no such engine."""
    return Heads(
        writer=crew.hire("story", StoryEngine),
        artist=crew.hire("image", ImageEngine),
        camera=crew.hire("video", VideoEngine),
        actors=crew.hire("voice", VoiceEngine),
        composer=crew.hire("music", MusicEngine),
        mouths=crew.hire("lipsync", LipsyncEngine),
        judge=crew.hire("moderation", ModerationEngine),
    )


@dataclass(frozen=True)
class Doubles:
    """Who turns somebody in a film into the persona: to look at and to listen to."""

    swapper: FaceSwapEngine
    converter: RevoiceEngine

    @property
    def engines(self) -> dict[str, Engine]:
        """The engines by the stage whose work they do."""
        return {"faceswap": self.swapper, "revoice": self.converter}


def hire_doubles(crew: Crew) -> Doubles:
    """Hire those a persona needs; EngineMissing or BadRequest when there are no such engines."""
    return Doubles(
        swapper=crew.hire("faceswap", FaceSwapEngine),
        converter=crew.hire("revoice", RevoiceEngine),
    )
