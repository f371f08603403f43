"""The catalogue: every engine that ships, by stage. A new vendor is one file and one line here."""

from blocks.engine import Engine
from blocks.image.embedded import EmbeddedImage
from blocks.lipsync.embedded import EmbeddedLipsync
from blocks.music.embedded import EmbeddedMusic
from blocks.storage import AssetStorage, LocalAssetStorage
from blocks.story.embedded import EmbeddedStory
from blocks.video.embedded import EmbeddedVideo
from blocks.voice.embedded import EmbeddedVoice

ENGINES: dict[str, tuple[type[Engine], ...]] = {
    "story": (EmbeddedStory,),
    "image": (EmbeddedImage,),
    "video": (EmbeddedVideo,),
    "voice": (EmbeddedVoice,),
    "music": (EmbeddedMusic,),
    "lipsync": (EmbeddedLipsync,),
}
"""The engines of each stage; the first needs no key, no GPU and no saved block."""

STORAGES: tuple[type[AssetStorage], ...] = (LocalAssetStorage,)
