"""Motion prompts: what moves in a shot and how, in words for models that start from a picture.

The picture shows who and where already; the words say what happens in it. All that a user or a
writer wrote is put in as plain text of limited length.
"""

from film.shots import Assignment
from film.story import CameraMove, Gesture, Mood, Presence, ShotSize, Weather

LONGEST = 1_500
"""Characters of a prompt."""
_LONGEST_ACTION = 400

_MOVES: dict[CameraMove, str] = {
    "static": "The camera is locked off and does not move",
    "pan left": "The camera pans slowly to the left",
    "pan right": "The camera pans slowly to the right",
    "tilt up": "The camera tilts slowly up",
    "tilt down": "The camera tilts slowly down",
    "push in": "The camera pushes in slowly",
    "pull out": "The camera pulls out slowly",
    "truck left": "The camera tracks smoothly to the left",
    "truck right": "The camera tracks smoothly to the right",
    "handheld": "Handheld camera with slight natural sway",
}
_SIZES: dict[ShotSize, str] = {
    "wide": "Wide shot",
    "medium": "Medium shot",
    "close-up": "Close-up",
    "two-shot": "Two-shot",
    "over-the-shoulder": "Over-the-shoulder shot",
    "insert": "Insert shot, a detail",
}
_GESTURES: dict[Gesture, str] = {
    "rest": "stands at ease, breathing, shifting weight slightly",
    "talk": "talks with small gestures",
    "wave": "waves",
    "point": "points",
    "arms crossed": "stands with arms crossed",
    "hands on hips": "stands with hands on hips",
    "shrug": "shrugs",
    "hold": "holds something",
    "reach": "reaches out",
    "cheer": "cheers",
    "think": "thinks, a hand at the chin",
    "walk": "walks",
    "sit": "sits",
}
_WEATHER: dict[Weather, str] = {
    "clear": "",
    "cloud": "clouds drift by",
    "rain": "rain falls steadily",
    "storm": "storm, driving rain and gusts of wind",
    "snow": "snow drifts down",
    "fog": "fog rolls slowly past",
}
_MOODS: dict[Mood, str] = {
    "calm": "calm, unhurried motion",
    "warm": "warm, gentle motion",
    "joyful": "lively, joyful motion",
    "playful": "light, playful motion",
    "tender": "soft, tender motion",
    "wistful": "slow, wistful motion",
    "sad": "slow, heavy motion",
    "tense": "tense, held-back motion",
    "ominous": "slow, ominous motion",
    "frightening": "nervous, frightening motion",
    "mysterious": "slow, mysterious motion",
    "wondrous": "floating, wondrous motion",
    "heroic": "bold, heroic motion",
    "triumphant": "sweeping, triumphant motion",
}


def motion_prompt(assignment: Assignment) -> str:
    """Return what moves in a shot: the action, its people, camera, weather, mood and style."""
    scene, shot = assignment.scene, assignment.shot
    where = plain(scene.place or scene.setting, 80)
    sky = "" if scene.interior else _WEATHER[scene.weather]
    sentences = [
        f"{_SIZES[shot.size]}, {scene.time}, {where}",
        plain(shot.action, _LONGEST_ACTION),
        *(_presence(assignment, presence) for presence in shot.cast),
        _MOVES[shot.move],
        sky[:1].upper() + sky[1:],
        _MOODS[scene.mood].capitalize(),
        f"{plain(assignment.style, 60)} style, {assignment.genre}",
        "One continuous shot, steady lighting, no text, no cuts",
    ]
    return ". ".join(one.rstrip(".") for one in sentences if one)[:LONGEST] + "."


def plain(text: str, longest: int) -> str:
    """Return somebody's text as one line of printable characters, cut to a length."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0]


def _presence(assignment: Assignment, presence: Presence) -> str:
    """Say what somebody does, where, and whether they speak."""
    who = next((one for one in assignment.characters if one.id == presence.character), None)
    if who is None:
        return ""
    name = plain(who.name, 60)
    speaks = any(one.speaker == presence.character and one.on_screen for one in assignment.speaking)
    does = "speaks, mouth and face in view" if speaks else _GESTURES[presence.gesture]
    feels = "" if presence.emotion == "neutral" else f", {presence.emotion}"
    return f"{name}, {presence.place}{feels}, {does}"
