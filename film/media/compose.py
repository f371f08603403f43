"""Composing: takes, recordings and music become a soundtrack and a film, as assets."""

from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from film.assets import Asset, AssetStore, MediaInfo
from film.clock import SAMPLE_RATE, frame_to_sample
from film.deliverables import Film, Materials, Soundtrack
from film.errors import EngineMissing, MediaFailed
from film.media.burn import Overlay, draw_captions
from film.media.captions import make_captions
from film.media.edit import edit
from film.media.files import media_errors
from film.media.join import FilmTags, join
from film.media.mix import Source, mix
from film.media.quality import check_film
from film.media.subtitles import to_srt, to_vtt
from film.request import Captions, MovieRequest
from film.shots import Take
from film.sound import Music
from film.speech import Recording
from film.story import Story
from film.timeline import PlacedSound, Timeline


def mix_sound(
    timeline: Timeline,
    recordings: Mapping[str, Recording],
    music: Mapping[str, Music],
    store: AssetStore,
) -> Soundtrack:
    """Mix a film's sound; it needs no picture, so it may run while takes are still filmed.

    ``recordings`` are found by line id, ``music`` by the ids of cues and beds. Raises MediaFailed
    when one is missing or broken, StorageFull when the disk takes no more.
    """
    samples = frame_to_sample(timeline.frames, timeline.screen.rate)
    with store.scratch() as folder, media_errors("mix the sound"):
        mixed = mix(
            list(_speech(timeline, recordings, store)),
            list(_sounds(timeline.cues, music, store)),
            list(_sounds(timeline.beds, music, store)),
            samples,
            folder,
        )
        info = MediaInfo(samples=samples, sample_rate=SAMPLE_RATE, channels=2)
        return Soundtrack(
            master=store.put(mixed.encoded, info),
            dialogue=store.put(mixed.dialogue, info),
            music=store.put(mixed.music, info),
            effects=store.put(mixed.effects, info),
            loudness=mixed.loudness,
            gain=mixed.gain,
            limited=mixed.limited,
            silences=mixed.silences,
        )


def _speech(
    timeline: Timeline, recordings: Mapping[str, Recording], store: AssetStore
) -> Iterable[Source]:
    for shot in timeline.shots:
        for line in shot.lines:
            if line.line not in recordings:
                raise MediaFailed(f"Line {line.line} has no recording")
            asset = recordings[line.line].asset
            yield Source(store.path(asset), line.start, line.samples)


def _sounds(
    places: Iterable[PlacedSound], music: Mapping[str, Music], store: AssetStore
) -> Iterable[Source]:
    for place in places:
        if place.id not in music:
            raise MediaFailed(f"The sound {place.id} was not recorded")
        path = store.path(music[place.id].asset)
        yield Source(path, place.start, place.samples, place.fade_in, place.fade_out)


def compose_film(
    materials: Materials, tags: FilmTags, captions: Captions, store: AssetStore
) -> Film:
    """Join takes and soundtrack into the film, with its captions and poster.

    Raises MediaFailed when a take is missing or not as planned, StorageFull when the disk takes no
    more.
    """
    timeline, takes = materials.timeline, materials.takes
    spoken = make_captions(timeline, materials.story, materials.recordings)
    paths = {shot: store.path(take.asset) for shot, take in takes.items()}
    with store.scratch() as folder:
        movie = folder / "film.mp4"
        overlays: list[Overlay] = []
        if captions == "burned":
            overlays = draw_captions(spoken, timeline.screen, folder, caption_fonts())
        track = spoken if captions == "embedded" else ()
        sound = store.path(materials.soundtrack.master)
        join(timeline, edit(timeline, paths, overlays), sound, movie, tags, track)
        checks = check_film(movie, timeline, materials.soundtrack, spoken)
        return Film(
            movie=store.put(movie, _movie_info(timeline)),
            poster=_poster(timeline, takes),
            srt=_put_text(to_srt(spoken), folder / "captions.srt", store),
            vtt=_put_text(to_vtt(spoken), folder / "captions.vtt", store),
            soundtrack=materials.soundtrack,
            checks=checks,
        )


def film_tags(story: Story, request: MovieRequest) -> FilmTags:
    """Return what a film's file says of itself."""
    return FilmTags(
        title=story.title,
        artist=story.author or "Firstcut",
        genre=story.genre,
        comment=story.logline,
        language=request.language,
    )


def caption_fonts() -> Path:
    """Return the folder of the fonts that captions are drawn with; EngineMissing without it."""
    package = find_spec("font_source_sans_pro")
    if package is None or package.origin is None:
        raise EngineMissing("Burned captions need the package font-source-sans-pro")
    return Path(package.origin).parent / "files"


def _poster(timeline: Timeline, takes: Mapping[str, Take]) -> Asset:
    """Return the still of the title card, or of the first shot where there is none."""
    return takes[timeline.shots[0].shot].still


def _movie_info(timeline: Timeline) -> MediaInfo:
    screen = timeline.screen
    return MediaInfo(
        frames=timeline.frames,
        rate=screen.rate,
        width=screen.width,
        height=screen.height,
        samples=frame_to_sample(timeline.frames, screen.rate),
        sample_rate=SAMPLE_RATE,
        channels=2,
    )


def _put_text(text: str, path: Path, store: AssetStore) -> Asset:
    with media_errors(f"write {path.name}"):
        path.write_text(text, encoding="utf-8")
    return store.put(path)
