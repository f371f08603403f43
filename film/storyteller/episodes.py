"""What a longer film has time for: small scenes between the steps of the story."""

from dataclasses import dataclass

from film.story import Genre
from film.storyteller.themes import Script

LIGHT: tuple[Genre, ...] = ("comedy", "children", "romance", "adventure", "fantasy")
GRAVE: tuple[Genre, ...] = ("drama", "fantasy", "romance", "science fiction", "adventure")
DARK: tuple[Genre, ...] = ("thriller", "horror")
ALL: tuple[Genre, ...] = (*LIGHT, "drama", "science fiction")
TALK: tuple[Genre, ...] = (*ALL, *DARK)


@dataclass(frozen=True)
class Episode:
    """One small scene; a film tells each at most once."""

    script: Script
    genres: tuple[Genre, ...] = ALL
    thread: str = ""
    """Episodes of a thread are told in their order."""


EPISODES: tuple[Episode, ...] = (
    Episode(
        "H: What's the first thing you remember?\nO: A door, from below. You?\n"
        "H: A hand. I don't know whose. It was warm.",
        TALK,
    ),
    Episode(
        "O: Tell me something true.\nH: I'm worse at this than I look.\n"
        "O: Tell me something I don't know.",
        TALK,
    ),
    Episode(
        "A: They share one apple, turn by turn, down to the stalk.\n"
        "O: You have the last bite.\nH: You have it. I had the first.",
        (*ALL, "documentary"),
    ),
    Episode(
        "H: If you could be anywhere, where would you be?\nO: Here. But earlier.\n"
        "H (softly): How much earlier?\nO: Before I knew I'd have to leave.",
        TALK,
    ),
    Episode(
        "O: You talk in your sleep.\nH: What do I say?\nO: Mostly numbers. And once, my name.",
        GRAVE,
    ),
    Episode(
        "A: Rain on the roof. Neither of them speaks for a long time.\n"
        "O (softly): This is my favourite one so far.\nH: Favourite what?\nO: Silence.",
        TALK,
    ),
    Episode("H: I used to be brave, you know.\nO: What happened?\nH: I found out what it was for."),
    Episode(
        "O: What's in the box?\nH: Things I'm keeping.\nO: For whom?\nH: I haven't met them yet.",
        TALK,
    ),
    Episode(
        "N: That evening {hero} wrote down the day on one side of a page. "
        "On the other side {he} wrote: turn over.",
        TALK,
    ),
    Episode(
        "O: Why do you always stand by the window?\nH: In case.\nO: In case of what?\n"
        "H: If I knew, I'd sit down.",
        TALK,
    ),
    Episode(
        "N: There was one rule, and {hero} had made it {himself}: never ask how far. "
        "Ask what's for supper.",
        TALK,
    ),
    Episode(
        "H: My grandmother could do this with her eyes shut.\nO: And you?\n"
        "H: With mine shut it's easier, too. It's just that it doesn't work.",
        TALK,
    ),
    Episode(
        "O: You've a hole in your sleeve.\nH: It's for the cold to get out by.\n"
        "A: {Other} laughs, for the first time, and is startled by the sound."
    ),
    Episode(
        "N: In the night the wind got up, walked once around, tried the door, "
        "and went to bother somebody else.",
        TALK,
    ),
    Episode(
        "H: Do you ever get tired of it?\nO: Of what?\nH: Of hoping.\n"
        "O: You can put it down, you know. You just have to remember where.",
        TALK,
    ),
    Episode(
        "A: {Hero} teaches {other} a whistle of three notes.\nH: One for yes, two for no.\n"
        "O: And three?\nH: Three is: come at once.",
        TALK,
    ),
    Episode(
        "A: Far away, three notes, whistled.\nN: {Hero} had {his} boots on before the last one.",
        TALK,
    ),
    Episode(
        "O: I have to tell you something, and then you have to go on as before.\nH: Go on, then.\n"
        "O (softly): I've been happy. That's all. As before, please.",
        TALK,
    ),
    Episode("H: Everyone says it can't be done.\nO: Who's everyone?\nH: Two men and a postcard."),
    Episode("N: They lost a day to fog, and another to looking for the day they'd lost."),
    Episode(
        "O: What will you do, afterwards?\nH: Sleep.\nO: And after that?\n"
        "H: Find out what I dreamt about before all this.",
        TALK,
    ),
    Episode(
        "A: {Hero} holds up the {tool} to the light, turning it.\n"
        "O: Is it broken?\nH: No. I just never looked at it. I only ever used it.",
        (*ALL, "documentary"),
    ),
    Episode(
        "N: A child at the roadside asked them who they were. They looked at each other, "
        "and it took them rather long to answer.",
        TALK,
    ),
    Episode(
        "H: You could have told me.\nO: You could have asked.\n"
        "H: Let's both be sorry, and get it over with.\nO: On three.",
        TALK,
    ),
    Episode("N: {sense}", (*ALL, *DARK, "documentary")),
    Episode("N: {sense}", (*ALL, *DARK, "documentary")),
    Episode("N: {sense}", (*ALL, *DARK, "documentary")),
    Episode(
        "A: {Hero} checks the door, the window, and the door.\n"
        "H (softly): One more night. That's all I ask.",
        (*DARK, "drama"),
    ),
    Episode(
        "O: You should eat.\nH: I should do many things.\nA: {Hero} eats, standing up, "
        "with one eye on the window.",
        (*DARK, "drama", "science fiction"),
    ),
    Episode(
        "H: When this is over, I'm going to sleep for a week.\n"
        "O (slowly): People who say that never look tired in the photographs.",
        DARK,
    ),
    Episode(
        "T: You're new.\nH: Passing through.\nT: That's what the last one said. "
        "He's still passing.",
        DARK,
    ),
    Episode(
        "O: Did you ever do anything you couldn't take back?\nH: Once.\nO: And?\n"
        "H: I'm still holding it.",
        (*DARK, "drama", "science fiction"),
    ),
    Episode(
        "A: The light under the door goes dark, and stays dark.\n"
        "O (whispering): Somebody's standing there.\nH (whispering): Or somebody just left.",
        DARK,
    ),
    Episode(
        "H: What's your name? Your real one.\nO: You first.\nA: A long silence.\n"
        "H: Let's leave it, then.",
        DARK,
    ),
    Episode(
        "N: {Hero} made a list of everything {he} knew for certain. It had one line. "
        "By morning {he} had crossed it out.",
        DARK,
    ),
    Episode(
        "O (softly): Promise me something.\nH: What?\nO (softly): If I start to whistle, run.", DARK
    ),
    Episode(
        "T: They asked about you.\nH: Who did?\nT: They didn't say. They knew what you had "
        "for breakfast.",
        DARK,
    ),
    Episode(
        "H: How long have we known each other?\nO: Long enough to lie.\n"
        "H: And have you?\nO: Only when you asked.",
        DARK,
    ),
    Episode(
        "N: There is always a moment when it could still be undone. "
        "It sounds like any other moment. A clock, a tap, a chair.",
        DARK,
    ),
    Episode(
        "A: A bird strikes the window, and is gone. There is a mark, like a hand.\n"
        "H (whispering): It's only a bird.\nO (whispering): Yes. What was it running from?",
        DARK,
    ),
    Episode(
        "T (whispering): I'll say this once, and I'll deny it.\nH (whispering): Go on.\n"
        "T (whispering): Nobody ever left by the front.",
        DARK,
    ),
    # A neighbour who does not believe in any of it.
    Episode(
        "T: They tell me you're going to {goal}.\nH: Who tells you?\n"
        "T: Everyone. We had a meeting. There was cake.",
        thread="neighbour",
    ),
    Episode(
        "T: It'll end badly. I've put money on it.\nH: How much?\n"
        "T: Enough to want to help, if I'm honest.",
        thread="neighbour",
    ),
    Episode(
        "T (nervous): I brought a lantern. In case. It's not that I believe in it.\n"
        "H: Of course not.\nT: My wife believes in it. She's waiting outside.",
        thread="neighbour",
    ),
    Episode(
        "T: I lost my bet.\nH: I'm sorry.\nT (happily): Don't be. It's the best money I ever lost.",
        thread="neighbour-end",
    ),
    # The letter that nobody opens.
    Episode(
        "A: A letter lies on the table, unopened.\nO: Aren't you going to read it?\n"
        "H: It's been wrong for a week already. It can be wrong for another.",
        GRAVE,
        "letter",
    ),
    Episode(
        "A: The letter has moved to the shelf, behind the clock.\n"
        "H: I held it up to the light.\nO: And?\nH: It's short.",
        GRAVE,
        "letter",
    ),
    Episode(
        "A: {Hero} opens the letter at last, and reads, and laughs.\n"
        "H: It's from me. I wrote it years ago, so there'd be post.",
        GRAVE,
        "letter",
    ),
    # Three trials, each a little worse.
    Episode(
        "N: The first gate was guarded by an old woman, who wanted to know what {hero} was "
        "carrying that {he} did not need. It took all morning to answer.",
        ("fantasy", "adventure", "children"),
        "gates",
    ),
    Episode(
        "N: At the second gate there was no one. A sign said: wait.\n"
        "O: For how long?\nH: I think that's the test.",
        ("fantasy", "adventure", "children"),
        "gates",
    ),
    Episode(
        "N: At the third gate stood {hero}. The same coat, the same tired feet.\n"
        "H (softly): You look dreadful.\nN: And the other {hero} laughed, and stood aside.",
        ("fantasy", "adventure", "children"),
        "gates",
    ),
    Episode(
        "H: How does the song go?\nO: It hasn't got words. You put in whatever you've lost.\n"
        "A: They hum. It is surprisingly long.",
        ("fantasy", "adventure", "children", "drama"),
    ),
    Episode(
        "H: One for you, and one for me. And one for whoever comes late.\n"
        "O: Who's coming late?\nH: Somebody always is.",
        ("children", "comedy", "drama", "fantasy"),
    ),
    Episode(
        "O: Knock knock.\nH: Who's there?\nO: It's me. I'm right here. I don't understand this "
        "game.",
        ("children", "comedy", "science fiction"),
    ),
    Episode("H: I've made a list.\nO: What's on it?\nH: 'Make a list.'\nO: Well begun.", LIGHT),
    Episode(
        "O: Is it supposed to be on fire?\nH: A little.\nO: And now?\nH: Now it's supposed to be "
        "out.",
        ("comedy", "adventure", "science fiction"),
    ),
    Episode(
        "H: Trust me.\nO: You said that on Thursday.\nH: And?\nO: I'm still wet.",
        ("comedy", "adventure", "romance"),
    ),
    Episode(
        "O: I'd like it noted that I was against this.\nH: Noted.\n"
        "O: In writing.\nH: I've only got the {tool}.",
        ("comedy", "adventure", "science fiction"),
    ),
    Episode(
        "H: It's a matter of principle.\nO: Which one?\nH: I'll know it when I've lost it.",
        ("comedy", "drama", "romance"),
    ),
    Episode(
        "A: They hide behind one very small plant.\nH (whispering): Can you see me?\n"
        "O (whispering): Everyone can see you.",
        ("comedy", "children"),
    ),
    # The clock, for thrillers.
    Episode("N: Eleven forty-three. A car door shuts, carefully.", ("thriller",), "clock"),
    Episode(
        "N: Eleven forty-five.\nO (whispering): What if we just go?\n"
        "H (whispering): Then it happens without us.",
        ("thriller",),
        "clock",
    ),
    Episode(
        "N: Eleven forty-seven.\nA: {Hero} counts the windows. One is darker than it was.\n"
        "H (whispering): Third floor.",
        ("thriller",),
        "clock",
    ),
    Episode(
        "N: Eleven forty-nine. The rain stops. That's worse. Now you can hear the shoes.",
        ("thriller",),
        "clock",
    ),
    Episode(
        "N: Eleven fifty-one.\nT (calling): You're early.\nH: You're armed.\n"
        "T: Habit. Come in. Mind the glass.",
        ("thriller",),
        "clock",
    ),
    Episode(
        "T: I could give you a name.\nH: What does it cost?\n"
        "T: You'll know it. That's what it costs.",
        ("thriller",),
    ),
    Episode(
        "O (whispering): Somebody's been here.\nH: How do you know?\nO (whispering): It's tidy.",
        ("thriller", "horror"),
    ),
    Episode(
        "H (whispering): Left or right?\nO (whispering): What's left?\nH (whispering): Stairs.\n"
        "O (whispering): Right.",
        ("thriller", "adventure", "horror"),
    ),
    Episode(
        "N: There were two copies. One was burnt. {Hero} was told that the other one was safe, "
        "by a man who did not blink.",
        ("thriller",),
    ),
    Episode(
        "H: Who else knows?\nO: You. Me.\nH: And?\nO (slowly): And whoever's been breathing on "
        "the line.",
        ("thriller",),
    ),
    Episode(
        "A: {Hero} lays out what is left: the {tool}, a ticket, a photograph torn in half.\n"
        "H: Somebody kept the half with the face.",
        ("thriller",),
    ),
    Episode(
        "T: Everybody has a price.\nH: What was yours?\nT (softly): Nobody ever asked. That's "
        "the joke.",
        ("thriller",),
    ),
    Episode(
        "O (whispering): They've cut the power.\nH: No. They've cut ours.",
        ("thriller", "horror"),
    ),
    Episode(
        "H: Give me one reason to trust you.\nO: I could have left an hour ago.\nH: That's one.",
        ("thriller", "drama"),
    ),
    Episode(
        "N: There's a trick to being followed. You have to want to be found, "
        "and then not be there.",
        ("thriller",),
    ),
    Episode(
        "A: A cigarette glows in a parked car, and goes out.\nO (whispering): How many?\n"
        "H (whispering): One too few. Where's the other?",
        ("thriller",),
    ),
    Episode(
        "T: Walk away. You'd be the first, but it can be done.\n"
        "H (determined): I've seen how you look at those who do.",
        ("thriller",),
    ),
    # What horror does not show.
    Episode(
        "N: The first night it was only the cold. One got used to the cold.", ("horror",), "nights"
    ),
    Episode(
        "N: On the second night the dog would not come in. On the third, it would not bark.",
        ("horror",),
        "nights",
    ),
    Episode(
        "N: The fourth night, somebody had set the clocks. All of them. To the same wrong hour.",
        ("horror",),
        "nights",
    ),
    Episode(
        "N: The fifth night {hero} slept. That was the mistake.\n"
        "H (whispering): Who braided this? Who was here?",
        ("horror",),
        "nights",
    ),
    Episode(
        "T: You've taken the old place, then. Does it still sing?\nH: Sing?\n"
        "T: Never mind. I'm sure it doesn't. It was always shy.",
        ("horror",),
    ),
    Episode(
        "A: On the wall, pencil marks: the heights of children. The last one is above the door.\n"
        "H (slowly): That's not a child.",
        ("horror",),
    ),
    Episode(
        "O (softly): Don't answer, if it's my voice.\nH: But it is your voice.\n"
        "O (softly): I know. I'm not in the house.",
        ("horror",),
    ),
    Episode(
        "A: {Hero} lights the {tool}. In the window, {his} reflection is a moment late.",
        ("horror",),
    ),
    Episode(
        "H (whispering): How many of us came in?\nO (whispering): Two.\n"
        "H (whispering): Then whose hand is this?",
        ("horror",),
    ),
    Episode(
        "T: My sister worked there. She liked it very much.\nH: Where is she now?\n"
        "T (puzzled): There.",
        ("horror",),
    ),
    Episode(
        "N: There was a room that {hero} had not opened. It was not locked. "
        "It was only that the handle was always warm.",
        ("horror",),
    ),
    Episode(
        "O (whispering): Count with me.\nH (whispering): Why?\n"
        "O (whispering): Because it can't. It waits for us to finish.",
        ("horror",),
    ),
    Episode(
        "A: Wet footprints lead to the bed. None lead away.",
        ("horror",),
    ),
    Episode(
        "H: I found a letter. It says: 'do not let it read this.'\n"
        "A: Behind {him}, very softly, somebody turns a page.",
        ("horror",),
    ),
    # What documentaries find out.
    Episode(
        "N: The {tool} is older than {hero}. It has been mended eleven times. "
        "Little of the first one is left, except the shape.\nH: It's the same one.",
        ("documentary",),
    ),
    Episode(
        "H: My father had this place before me. He never explained a thing. "
        "He just stood so I could see his hands.",
        ("documentary",),
    ),
    Episode(
        "N: Twice a year there are visitors. They stay about an hour. "
        "Most of them photograph the gate.\nH: It's a good gate.",
        ("documentary",),
    ),
    Episode(
        "N: Lunch is at eleven, standing up. Bread, an onion, and the radio, "
        "which gets one station, and that one not always.",
        ("documentary",),
    ),
    Episode(
        "H: You listen for it. Before you see anything, it goes quiet in a different way. "
        "Hear that? No, it's gone.",
        ("documentary",),
    ),
    Episode(
        "N: Scientists have measured it, and agree on almost nothing, except that it ought "
        "not to work.\nH: I read that. I kept it by the stove.",
        ("documentary",),
    ),
    Episode(
        "T: I came for one summer, to help. That was nineteen years ago.\n"
        "N: {third} has never been asked to leave. Nor, strictly, to stay.",
        ("documentary",),
        "helper",
    ),
    Episode(
        "T: Do we talk? We talked once. About the roof. It was a good talk.",
        ("documentary",),
        "helper",
    ),
    Episode(
        "T: I'll tell you what I've learned. When it's heavy, you lift. When it isn't, you wait.",
        ("documentary",),
        "helper",
    ),
    Episode(
        "N: Winter is the time for repairs. Everything that broke in the year is laid out on "
        "the floor, in the order in which it broke.",
        ("documentary",),
        "year",
    ),
    Episode(
        "N: In spring the road opens. The first car brings flour, batteries, and the news, "
        "which by then is nearly history.",
        ("documentary",),
        "year",
    ),
    Episode(
        "N: Summer here lasts nineteen days. No one sleeps much. Sleep can be had in November.",
        ("documentary",),
        "year",
    ),
    Episode(
        "N: And in autumn comes the thing that everyone has waited for, "
        "and that no one likes to mention, for luck.",
        ("documentary",),
        "year",
    ),
    Episode(
        "H: What would I do, if I stopped? I tried it, on a Sunday. I was tired by noon.",
        ("documentary",),
    ),
    Episode(
        "N: There used to be forty of them along this stretch. There are photographs. "
        "Everyone in them is squinting, and proud.",
        ("documentary",),
    ),
    Episode(
        "H: The young ones ask me for the secret. I say, get up. They write it down.",
        ("documentary",),
    ),
    Episode(
        "N: In the log, which goes back to before the war, the commonest entry is one word: same.\n"
        "H: It's never the same. There wasn't room to say so.",
        ("documentary",),
    ),
    Episode(
        "N: We asked {him} what {he} thinks about, all those hours.\nH: Soup, mainly.",
        ("documentary",),
    ),
    Episode(
        "N: It is easy to think that nothing has changed here in a hundred years. "
        "Look at the hands. Everything has.",
        ("documentary",),
    ),
    Episode(
        "H: There's a sound it makes when it's right. I can't describe it. I can only stop "
        "when I hear it.",
        ("documentary",),
    ),
    Episode(
        "N: The nearest neighbour is four miles off. They meet on Saturdays, to disagree "
        "about the weather.\nH: He's usually right. Don't put that in.",
        ("documentary",),
    ),
    Episode(
        "N: By the door hangs a coat that is never worn. It belonged to the one before.\n"
        "H: It's his hook.",
        ("documentary",),
    ),
    Episode(
        "A: {Hero} stops work, and listens, with one hand raised.\n"
        "N: A minute passes. Then two. Then, as if nothing had been the matter, the work goes on.",
        ("documentary",),
    ),
    Episode(
        "H: Somebody offered me money for it once. A lot. I asked him what I'd do on Monday.",
        ("documentary",),
    ),
    Episode(
        "N: What is learned here cannot be put in a book. Several people have tried. "
        "The books are very good. They are used to prop the door.",
        ("documentary",),
    ),
    Episode(
        "T: You want to know if it's lonely. Everybody wants to know that. "
        "Come in winter. You'll see how many birds there are.",
        ("documentary",),
        "helper",
    ),
    Episode(
        "N: At midday the wind drops, for as long as it takes to drink one cup of tea. "
        "No one knows why. Everyone has the cup ready.",
        ("documentary",),
    ),
    Episode(
        "H: I had a day off in the spring of ninety-one. I remember it very well.", ("documentary",)
    ),
    Episode(
        "N: Late in the day comes the moment that cannot be rushed. "
        "{Hero} puts down the {tool}, and simply watches.",
        ("documentary",),
    ),
)
"""In no order, apart from the threads."""
