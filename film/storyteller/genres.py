"""Each genre's own voice: how it opens, what it fears or laughs at half-way, and how it ends."""

# ruff: noqa: ISC004  (long texts in tables run over lines)

from dataclasses import dataclass
from typing import Literal

from film.story import Genre, Mood, TimeOfDay
from film.storyteller.themes import Script, Step

Part = Literal["open", "meet", "try", "shade", "crisis", "turn", "close", "end"]


@dataclass(frozen=True)
class Light:
    """How a part of the story looks and sounds."""

    mood: Mood
    intensity: float
    time: TimeOfDay


@dataclass(frozen=True)
class Voice:
    """A genre's way of telling."""

    open: tuple[Script, ...]
    shade: tuple[Script, ...]
    """Half-way: the trouble that is this genre's own. Told one after another in long films."""
    end: tuple[Script, ...]
    """The last words."""
    lights: dict[Part, Light]
    steps: dict[Step, tuple[Script, ...]]
    """What this genre says in its own way instead of the theme."""
    deeds: tuple[Script, ...] = ()
    """What the prompt asked for, said outright at the end of the opening."""
    closes: bool = True
    """Whether the theme's own close is told before the genre's end."""


def _lights(words: str) -> dict[Part, Light]:
    """Read ``mood intensity time`` for open, meet, try, shade, crisis, turn, close and end."""
    parts: tuple[Part, ...] = ("open", "meet", "try", "shade", "crisis", "turn", "close", "end")
    lights: dict[Part, Light] = {}
    for part, entry in zip(parts, words.split(", "), strict=True):
        mood, intensity, time = entry.split()
        lights[part] = Light(mood, float(intensity), time)  # type: ignore[arg-type]
    return lights


GENRES: dict[Genre, Voice] = {
    "drama": Voice(
        open=(
            "N: {Hero} was {a_role}, and for {years} years {he} {duty}. {detail}",
            "N: There was {a_role} once, by the name of {hero}, who {duty}. {detail}",
        ),
        shade=(
            "N: That winter a letter came. {Place} was to close by the spring. "
            "{Hero} read it twice, and put it under the {tool}.",
            "N: People in the village had begun to talk. {Hero} let them. It kept them warm.",
            "A: {Hero} takes a photograph from the wall, and looks at the pale square behind it.\n"
            "H (softly): You'd know what to do.",
        ),
        end=(
            "N: It isn't a large story. It fits into one window, with the light on.",
            "H (softly): Well. The kettle won't boil itself.",
        ),
        lights=_lights(
            "wistful 0.2 dusk, calm 0.35 dusk, warm 0.4 night, wistful 0.45 day, sad 0.7 night, "
            "tender 0.8 night, warm 0.45 dawn, warm 0.3 dawn"
        ),
        deeds=(
            "N: This is about the year in which {he} {goal_past}.",
            "N: Nobody expected that {he} would {goal}. Least of all {hero}.",
        ),
        steps={},
    ),
    "comedy": Voice(
        open=(
            "N: {Hero} was the finest {role} in the district. There was one other. He had a cold.",
            "N: By noon on Monday, {hero}, {a_role}, had made only one mistake. "
            "It was on its way back, with a lawyer.",
        ),
        shade=(
            "O: Was that the plan?\nH: That was the rehearsal.\nO: For what?\nH: For blaming you.",
            "A: Something falls over. Then, after a pause, everything else does.\n"
            "H: I meant to do that.\nO: Which part?\nH: The pause.",
            "H: What's the worst that could happen?\nO: Shall I go by size, or by date?",
        ),
        end=(
            "O: Same time tomorrow?\nH: Absolutely not.\nO: Half past?\nH: Half past.",
            "N: And the other {role}? His cold got better. He's never been told why nobody calls.",
        ),
        lights=_lights(
            "playful 0.3 day, playful 0.4 day, playful 0.55 day, playful 0.6 day, tense 0.7 dusk, "
            "tender 0.6 dusk, joyful 0.6 day, joyful 0.5 day"
        ),
        deeds=(
            "N: This is how {he} came to {goal}, and why there is a new sign on the door.",
            "N: How {he} came to {goal} is quickly told. How it ended is still in court.",
        ),
        steps={
            "crisis": (
                "H: Nobody panic.\nO: I'm not panicking.\nH (shouting): Then what's that noise?\n"
                "O: That's you.",
            )
        },
    ),
    "thriller": Voice(
        open=(
            "N: Eleven forty. By midnight this will be over, one way or another. "
            "{Hero}, {a_role}, has {a_tool} and a bad feeling.",
            "N: Twenty minutes, says the message. {Hero}, {a_role}, has read it four times. "
            "It still says twenty minutes.",
        ),
        shade=(
            "N: Eleven fifty-two.\nA: A telephone rings once, and stops.\n"
            "H (whispering): That's the signal.\nO (whispering): Ours?\nH (whispering): No.",
            "A: Across the way, a curtain moves.\nO (whispering): How long has he been standing "
            "there?\n"
            "H (whispering): He isn't standing. He's waiting. Look at his hands.",
            "O (worried): You told no one where we'd be?\nH: No one.\nO: Then who parked behind "
            "us?",
        ),
        end=(
            "N: Midnight. The light stays on. Somebody breathes out. It might be all of us.",
            "A: On the wet ground, a phone lights up. One new message.\n"
            "H (slowly): 'Well done. Twenty minutes.'",
        ),
        lights=_lights(
            "ominous 0.4 night, tense 0.5 night, tense 0.6 night, tense 0.75 night, "
            "tense 0.95 night, tense 0.85 night, calm 0.4 dawn, ominous 0.4 night"
        ),
        deeds=(
            "N: Before the clock strikes, somebody has to {goal}. There is nobody else left to "
            "do it.",
            "N: The job was to {goal}. The job was never the problem.",
        ),
        steps={
            "crisis": (
                "N: Eleven fifty-eight.\nO (afraid): There's no time.\n"
                "H (determined): There's two minutes. People have been born in less.",
            )
        },
        closes=False,
    ),
    "horror": Voice(
        open=(
            "N: They tell you to be gone from {place} by dark. {Hero} was {a_role}. "
            "Staying was the job.",
            "N: The {role} before {hero} left in one night, and left the {tool}. "
            "Nobody said why. Nobody was asked.",
        ),
        shade=(
            "A: Above, a floorboard settles. Then the one beside it.\n"
            "H (whispering): Was that you?\nO (whispering): I'm behind you. I've been behind you "
            "all along.",
            "A: The {tool} goes out. When it comes back, there is one more shadow on the wall.",
            "H (whispering): It stopped.\nO (whispering): No. It's listening.",
        ),
        end=(
            "N: In the morning they found the {tool} still warm, the door locked from inside, "
            "and a table laid for three.",
            "H (softly): It's over. You can come out now.\nO (whispering): We already did.",
            "N: In the morning the {tool} was found, still swinging. There was no wind.",
        ),
        lights=_lights(
            "ominous 0.3 dusk, mysterious 0.4 night, ominous 0.55 night, frightening 0.7 night, "
            "frightening 0.95 night, frightening 0.9 night, ominous 0.4 dawn, ominous 0.3 dawn"
        ),
        deeds=(
            "N: Nobody had warned {him} that {he} would {goal}.",
            "N: It was on the third night that {he} {goal_past}.",
        ),
        steps={
            "meet": (
                "O (whispering): You came back.\nH: I've never been here before.\n"
                "O (whispering): That's what you said last time.",
                "A: A knock. Low down on the door, where a child would knock.\n"
                "H: Who's there?\nO: Let me in. It's only cold out here.",
            ),
            "try": (
                "N: {Hero} did everything right. {He} locked what locks, and lit what burns. "
                "{He} did not look in the mirror.",
                "H (whispering): What does it want?\nO: What it's always wanted. Company.",
            ),
            "crisis": (
                "H (afraid): The door. It was there. It was right there.\n"
                "O (softly): It was. When you had somewhere to go.",
                "A: The dark closes in, on every side.\n"
                "H (afraid): The way back. It was right there.\n"
                "O (softly): It was. When you had somewhere to go.",
                "A: Footsteps on the stairs. They come up. They come up. There are only nine "
                "steps.\n"
                "H (whispering): Nineteen. Twenty.",
            ),
            "turn": (
                "N: And then {hero} understood why nobody had ever heard a scream from {place}. "
                "Nobody here had been afraid. They had been asked so kindly.",
                "H (whispering): If I say your name, you'll go?\n"
                "O (softly): If you say my name, I'll stay.",
            ),
        },
        closes=False,
    ),
    "science fiction": Voice(
        open=(
            "N: Day four hundred and one. {Hero}, {a_role}, logs the same two words as every "
            "morning: all quiet.",
            "N: It takes light nine years to get out here, and post a little longer. "
            "{Hero}, {a_role}, {duty}, and told the recorder jokes.",
        ),
        shade=(
            "O: I have found an anomaly.\nH: How bad?\nO: It is waving.",
            "A: Every screen goes dark. Then one word appears, in a child's handwriting.\n"
            "H (slowly): That's my handwriting. I was six.",
            "H: How much air?\nO: For one of us, plenty.\nH: You don't breathe.\nO: I know. I "
            "was being tactful.",
        ),
        end=(
            "H: Log entry. All quiet. Correction.\nA: {Hero} looks up, and smiles.\n"
            "H (softly): Not alone.",
            "N: The message will reach us in nine years. It's four words long. "
            "It says: you can come out.",
        ),
        lights=_lights(
            "calm 0.25 night, mysterious 0.4 night, wondrous 0.5 day, mysterious 0.6 night, "
            "tense 0.85 night, wondrous 0.8 night, wondrous 0.5 dawn, calm 0.35 dawn"
        ),
        deeds=(
            "N: That was the day before {he} {goal_past}.",
            "N: It is not in the manual, how to {goal}. {Hero} looked.",
        ),
        steps={},
    ),
    "fantasy": Voice(
        open=(
            "N: Long ago, when the moon was still on speaking terms with the sea, "
            "there lived {a_role} called {hero}.",
            "N: They tell of {a_role} called {hero}, who {duty}, and wanted for nothing. "
            "The first half is true.",
        ),
        shade=(
            "N: But a promise made at full moon wears thin by the dark of it. "
            "And the nights were getting darker.",
            "A: The {tool} begins to glow, faintly, like something remembering.\n"
            "H (whispering): It hasn't done that since my mother's time.",
            "O: Every wish has a price.\nH: What's mine?\nO: You'll know it by how light it feels.",
        ),
        end=(
            "N: And if you pass there on a night without wind, and hear somebody laugh, wave. "
            "It's only polite.",
            "N: The songs leave out the best part. But then, the songs weren't there.",
        ),
        lights=_lights(
            "mysterious 0.3 dusk, wondrous 0.45 night, warm 0.45 night, mysterious 0.55 dusk, "
            "ominous 0.85 night, wondrous 0.85 night, warm 0.5 dawn, wondrous 0.4 dawn"
        ),
        deeds=(
            "N: And this is how {he} {goal_past}, as it was told to me.",
            "N: Then, on a night with too many stars, {he} {goal_past}.",
        ),
        steps={},
    ),
    "romance": Voice(
        open=(
            "N: {Hero} was {a_role}, and perfectly content. {He} told everyone. {He} told them "
            "often.",
            "N: It began, as these things do, with somebody being late. {Hero}, being {a_role}, "
            "never was. So it must have been the other one.",
        ),
        shade=(
            "H (nervous): I rehearsed this.\nO: How did it go?\nH: Better. You weren't in it.",
            "A: {Hero} writes a name in the steam on the window, and quickly wipes it away.\n"
            "O: I saw that.\nH: It was a fish.",
            "N: They walked home the long way. Then they walked back, because it hadn't been long "
            "enough.",
        ),
        end=(
            "H (softly): Stay.\nO (tenderly): I took my coat off an hour ago.",
            "O: You never told me what you were late for.\nH (tenderly): You.",
        ),
        lights=_lights(
            "wistful 0.25 day, playful 0.4 day, tender 0.5 dusk, playful 0.5 dusk, sad 0.7 night, "
            "tender 0.85 night, tender 0.6 dawn, joyful 0.5 dawn"
        ),
        deeds=(
            "N: It was not in the diary that {he} would {goal}.",
            "N: This is how {he} {goal_past}, against all advice, including {his} own.",
        ),
        steps={},
    ),
    "adventure": Voice(
        open=(
            "N: Everyone knows three things about {place}. It's far, it's dangerous, "
            "and no {role} comes back bored.",
            "N: {Hero}, {a_role}, {duty}. {detail} And then, one Tuesday, {he} packed a bag.",
        ),
        shade=(
            "A: The rope creaks. The drop does not say anything.\n"
            "O (worried): How old is this rope?\nH: Don't ask it. It's sensitive.",
            "O: There's a sign.\nH: What does it say?\nO: 'Turn back.'\nH: Does it say please?",
            "A: The ground shakes. A crack runs between their feet.\nH (shouting): Jump!\n"
            "O (shouting): Which way?\nH (shouting): Up!",
        ),
        end=(
            "O: So. Home?\nH: Which way is that?\nO: Further, I think.\nH (happily): Good.",
            "N: The map's on the wall of the inn now. There's a corner missing. "
            "{Hero} is out looking for it.",
        ),
        lights=_lights(
            "heroic 0.4 day, playful 0.5 day, heroic 0.6 day, tense 0.7 dusk, tense 0.95 night, "
            "triumphant 0.9 dawn, triumphant 0.7 day, warm 0.5 dusk"
        ),
        deeds=(
            "N: {He} meant to {goal}, and {he} meant to do it before the snow.",
            "N: It had never been done, to {goal}. That was the whole attraction.",
        ),
        steps={},
    ),
    "documentary": Voice(
        open=(
            "N: {Place}, shortly before sunrise. While most of the world is asleep, "
            "{a_role} is already at work.",
            "N: This is {hero}. For {years} years, as {a_role}, {he} has done what few of us "
            "ever notice, "
            "and all of us depend on.",
        ),
        shade=(
            "N: Not everything goes to plan. Of every ten attempts, nine will fail. "
            "The tenth is the reason we are here.\n"
            "H: You get used to it. No. You don't. You just get up.",
            "N: By afternoon the weather turns. Our crew takes shelter. {Hero} does not.",
            "N: No one taught {him} this. It was watched, and tried, and got wrong, "
            "by somebody whose name is not recorded.",
        ),
        end=(
            "N: Tomorrow, before sunrise, it begins again. {Hero} will be there. "
            "Somebody has to be, and {he} rather likes the view.",
            "H: Is that enough for your film?\nN: It was enough.",
        ),
        lights=_lights(
            "calm 0.2 dawn, calm 0.3 day, warm 0.4 day, mysterious 0.5 day, tense 0.6 dusk, "
            "wondrous 0.7 dusk, warm 0.4 dusk, calm 0.25 dawn"
        ),
        steps={
            "meet": (
                "N: Today {he} hopes to {goal}. It has been tried before. Here, they don't say "
                "how that went.\nH: You start. That's all. Most people forget to start.",
                "N: The task is simple to describe: to {goal}. It is the doing that takes a life.\n"
                "H: People ask me why. I've stopped having an answer. I have a flask.",
            ),
            "try": (
                "N: The work is slow. A {tool}, a pair of hands, and patience of a kind that is "
                "getting rare.\nH: My mother said, hurry is how you do it twice.",
                "N: {years_cap} years of practice look, from outside, like nothing happening at "
                "all.\n"
                "H: There. Did you see that? No. Nobody does.",
            ),
            "crisis": (
                "N: And then, without any warning, it all goes wrong.\n"
                "H (softly): Leave the camera on. People should see this part, too.",
                "N: Night falls, with nothing to show for it. It is now, the experts say, "
                "that most give up.\nH: I don't know any experts.",
            ),
            "turn": (
                "A: Very slowly, {hero} straightens up, and looks.\n"
                "N: What happens next has seldom been filmed.\nH (whispering): Hello, you.",
                "N: It lasts less than a minute. In it is everything {he} came for.\n"
                "H (softly): That. That's why.",
            ),
            "close": (
                "N: By nightfall no one would know that anything had happened here. "
                "That, too, is part of the craft.",
            ),
        },
    ),
    "children": Voice(
        open=(
            "N: Not far from here, and not long ago, lived {a_role} whom nobody seemed to know. "
            "{Hero} was {his} name, and {his} door was blue, "
            "and on it was written: is that you?",
            "N: Down where the path goes one, two, three, lived {hero}, as happy as {a_role} can "
            "be. "
            "Happy, that is, but for one small thing: the bell on the gate would never ring.",
        ),
        shade=(
            "N: First {hero} tried a whisper. Then {hero} tried a shout. "
            "Then {hero} tried some honey cake, and that brought someone out.",
            "H: Is it far?\nO: As far as a song.\nH: A short one?\nO: A medium one. Let's sing "
            "along.",
            "A: They sit side by side, and their feet do not reach the ground.\n"
            "O: What are you afraid of?\nH: The dark. And you?\nO: The dark is afraid of me. "
            "It's shy.",
        ),
        end=(
            "N: So if you feel lonely, or little, or small, knock once on the window. "
            "That's all. That is all.",
            "N: The moon had a yawn, and the stars had one, too. "
            "And the bell on the gate? It rang. Was that you?",
        ),
        lights=_lights(
            "warm 0.25 day, playful 0.4 day, joyful 0.5 day, playful 0.5 dusk, sad 0.55 night, "
            "tender 0.6 night, joyful 0.6 dawn, warm 0.3 night"
        ),
        deeds=(
            "N: And this is the tale of the day, or the year, that {he} {goal_past}. So come "
            "near. Come near.",
            "N: And what did {he} do then? You never would guess. {He} {goal_past}. Truly. Yes.",
        ),
        steps={},
        closes=False,
    ),
}
"""All ten."""
