"""The movie flow's work without Prefect: the same engines and workers, called directly."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from blocks.image.embedded import EmbeddedImage
from blocks.lipsync.embedded import EmbeddedLipsync
from blocks.music.embedded import EmbeddedMusic
from blocks.story.embedded import EmbeddedStory
from blocks.video.embedded import EmbeddedVideo
from blocks.voice.embedded import EmbeddedVoice
from film.animatic import workshop
from film.assets import LocalAssetStore
from film.callsheet import call_sheet, cards, utterances
from film.deliverables import Materials
from film.look import Look
from film.media.compose import compose_film, film_tags, mix_sound
from film.request import MovieRequest
from film.schedule import plan_timeline
from tasks.compose import film_card


def main() -> None:
    """Make the film that the first argument asks for, below the folder that the second names."""
    request = MovieRequest.model_validate_json(sys.argv[1])
    store = LocalAssetStore(Path(sys.argv[2]))
    workshop.open_early()
    story = EmbeddedStory().write(request)
    with ThreadPoolExecutor(16) as pool:
        artist, actors, composer = EmbeddedImage(), EmbeddedVoice(), EmbeddedMusic()
        drawn = [
            pool.submit(artist.draw_sheet, one, Look(style=request.style), store)
            for one in story.characters
        ]
        voices = actors.cast(story, request.seed)
        lines = [line for scene in story.scenes for line in scene.lines]
        spoken = [
            pool.submit(actors.speak, line, voices[line.speaker], story.language, store)
            for line in lines
        ]
        recordings = {one.result().line: one.result() for one in spoken}
        plan = plan_timeline(
            story, recordings, request.screen, length=request.seconds, seed=request.seed
        )
        sheets = {one.result().character: one.result() for one in drawn}
        camera, mouths = EmbeddedVideo(), EmbeddedLipsync()

        def shoot(assignment):  # type: ignore[no-untyped-def]
            take = camera.shoot(assignment, store)
            said = utterances(plan, take.shot, recordings)
            keyframes = plan.shot(take.shot).keyframes
            return mouths.sync(take, said, request.screen, keyframes, store) if said else take

        takes = [pool.submit(shoot, one) for one in call_sheet(story, plan, sheets, request)]
        carded = [
            pool.submit(workshop.run, 300, film_card, card, store)
            for card in cards(story, plan, request)
        ]
        scored = [pool.submit(composer.score, cue, store) for cue in plan.cues]
        scored += [pool.submit(composer.lay_bed, bed, store) for bed in plan.beds]
        music = {one.result().id: one.result() for one in scored}
        soundtrack = mix_sound(plan.timeline, recordings, music, store)
        done = {one.result().shot: one.result() for one in (*takes, *carded)}
    materials = Materials(
        story=story,
        timeline=plan.timeline,
        takes=done,
        recordings=recordings,
        soundtrack=soundtrack,
    )
    compose_film(materials, film_tags(story, request), request.captions, store)
    workshop.close(now=True)


if __name__ == "__main__":
    main()
