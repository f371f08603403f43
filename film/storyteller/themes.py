"""What happens in a story, by what its prompt does: the turn of events, in five steps.

Scripts are lines of ``who (how): words``: ``N`` narrates, ``H`` is the hero, ``O`` the other,
``A`` is seen. Names, pronouns and things in braces are filled in.
"""

# ruff: noqa: ISC004  (long texts in tables run over lines)

from typing import Literal

Theme = Literal[
    "befriend", "love", "search", "steal", "make", "discover", "journey", "escape", "return",
    "fight", "investigate", "deed",
]  # fmt: skip
Step = Literal["meet", "try", "crisis", "turn", "close"]
Script = str

VERBS: dict[Theme, str] = {
    "befriend": "befriend, meet, tame, adopt, teach, help, talk to, argue with, raise, look after, "
    "babysit, shelter, feed, comfort, bargain with, convince, share, live with, play with, "
    "make friend with, haunt, interview, care for, wake up next to, listen to, work with, work "
    "for, "
    "trick",
    "love": "fall in love, love, marry, date, kiss, woo, dance with, propose, court, fall for, "
    "flirt with, write love letter to, elope",
    "search": "search, look for, seek, hunt for, find, look after a lost, go looking, want to "
    "find, "
    "try to find, need, chase, follow, long for, dream of, catch, collect, gather",
    "steal": "steal, rob, smuggle, swindle, forge, con, kidnap, borrow, break into, burgle",
    "make": "build, learn, paint, invent, write, bake, cook, make, create, compose, repair, mend, "
    "fix, grow, plant, carve, sew, knit, open a, run a, practise, practice, draw, train, "
    "perform, play, try to, want to, decide to, teach itself, start, host, organise, organize, "
    "win, "
    "enter, become, prepare, design, plan, sing, keep, deliver, guard, tend, harvest",
    "discover": "discover, uncover, receive, open, see, hear, notice, wake, wake up, stumble, "
    "inherit, unearth, dig up, spot, realise, realize, learn that, find out, dream, decode, read, "
    "encounter, get, find a hidden, touch, remember",
    "journey": "race, travel, cross, climb, sail, fly, walk, ride, explore, voyage, drive, swim, "
    "migrate, journey, run, head, set out, venture, navigate, drift, go, cycle, hike, pilot, land, "
    "move, leave, carry, take",
    "escape": "hide, flee, escape, run away, run from, is trapped, get trapped, is hunted, evade, "
    "disappear, vanish, survive, is stuck, is lost, get lost",
    "return": "return, come back, come home, say goodbye, wait, lose, forgive, reunite, mourn, "
    "miss, forget, revisit, retire, go home, bury, let go, regret, die, grieve",
    "fight": "fight, defend, battle, save, rescue, protect, face, confront, defeat, stop, "
    "challenge, duel, resist, free, stand up, conquer, slay, prevent, save, outwit, survive",
    "deed": "",
    "investigate": "investigate, solve, track, expose, hunt, spy on, question, suspect, "
    "hunt down, interrogate, follow the trail, blackmail, witness, frame",
}
"""Base forms of the verbs that a prompt may have."""

THEMES: dict[Theme, dict[Step, tuple[Script, ...]]] = {
    "love": {
        "meet": (
            "A: Two hands reach for the same umbrella.\nO: After you.\nH: No, after you.\n"
            "O (amused): We could be here all night.\nH: I've nothing on.",
            "O: You're staring.\nH (nervous): I'm not. I'm looking, for quite a long time.",
        ),
        "try": (
            "N: {Hero} found eleven reasons to pass by that week. {Other} had counted twelve.",
            "H: I don't dance.\nO (softly): Nor do I. Nobody's looking.\n"
            "A: They dance, badly, and do not stop.",
        ),
        "crisis": (
            "O (sadly): I leave in the morning.\nH: Of course. Yes. Good.\nN: It was not good.",
            "H: Say something.\nO: If I say it, it'll be true, and then what would we do?",
        ),
        "turn": (
            "H (breathless): Yesterday I said 'good'. I meant 'don't'.\nO: That took you all "
            "night?\n"
            "H: It's a difficult word.",
            "H (tenderly): I had a speech. I dropped it in a puddle. All that's left of it is: "
            "stay.",
        ),
        "close": (
            "N: Ask them how it began, and each will tell you that the other one reached first.",
            "N: The suitcase is still by the door. They use it as a table now.",
        ),
    },
    "search": {
        "meet": (
            "H: Have you seen {my_thing}?\nO: No. But I've seen people look. They came back "
            "thinner.",
            "N: {He} had a rumour, half a map, and no talent at all for giving up.\n"
            "H (determined): I'm going to find {my_thing}.\nO: I'll get my coat.",
        ),
        "try": (
            "N: They looked where it had to be. Then where it could be. Then where it couldn't.\n"
            "H (tired): Nothing.\nO: That's three places fewer.",
            "A: They search {place}, room by room and stone by stone.\n"
            "O: What will you do when you've got {it}?\nH: Put {it} where I can see {it}. Every "
            "day.",
        ),
        "crisis": (
            "H (sadly): What if there's nothing to find?\n"
            "O: Then we came all this way for the walk. Get up. I liked the walk.",
            "O: Go home, {hero}. There's no shame in it.\nH: I know. That's what frightens me.",
        ),
        "turn": (
            "A: {Hero} stops, and slowly turns around.\n"
            "H (whispering): We walked straight past. I was in too much of a hurry to see.",
            "H (softly): I've been searching the way I lost {it}. Running.\n"
            "A: {He} stands still, for the first time in days. And there, in plain sight: {thing}.",
        ),
        "close": (
            "N: {He} had set out to find {thing}, and {he} did. "
            "But what {he} tells people about is the road.",
            "N: {Thing} is home now. On some mornings {hero} loses something on purpose, "
            "just to go looking.",
        ),
    },
    "steal": {
        "meet": (
            "H: Nobody has ever walked out with {my_thing}.\n"
            "O: Somebody has. They just didn't walk far.",
            "O: Why {thing}, of all things?\nH: Because everyone says I can't.",
        ),
        "try": (
            "H: Two guards, one door, and a dog called Princess.\nO: Which one worries you?\n"
            "H: Princess.",
            "O: What's the plan?\nH: We go in, we take {it}, we come out.\n"
            "O: Those are the chapter headings. What's the plan?",
        ),
        "crisis": (
            "A: A light goes on. Footsteps.\nO (whispering): You said four minutes.\n"
            "H (whispering): I said about four minutes.",
            "O (whispering): {hero}. The door we came in by. It's shut.\n"
            "H (whispering): I left it open.\nO (whispering): I know.",
        ),
        "turn": (
            "N: And then {he} had it. {Thing}. It was smaller than the story, and somebody loved "
            "it.\n"
            "H: Change of plan. We're putting it back.\nO (surprised): We're what?",
            "H (softly): I wanted to know if I could. I can.\nO: And now?\n"
            "H: Now I want to know if I can leave it.",
        ),
        "close": (
            "N: In the morning nothing was missing. But somebody had dusted, "
            "and left a note: mend your window.",
            "N: Nobody was ever caught. Nobody ever knew there was anyone to catch. "
            "{Hero} finds that, of everything, the funniest part.",
        ),
    },
    "make": {
        "meet": (
            "H: I'm going to {my_goal}.\nO: Why now?\n"
            "H: Because I noticed I was waiting for somebody to say I could.",
            "O: You? {Goal}? With those hands?\nH: They're the ones I've got.",
        ),
        "try": (
            "N: The first attempt fell over. The second fell apart. The third, {hero} hid.\n"
            "O: What's under the sheet?\nH: Nothing. Experience.",
            "A: {Hero} works through the night, by one small lamp.\n"
            "O: You've been at it for nine hours.\nH: Eight of them were the wrong way round.",
        ),
        "crisis": (
            "H (sadly): It's ruined. Look at it.\n"
            "O: I'm looking. Yesterday it was ruined much worse.",
            "O: Stop, if it hurts.\nH: It hurts when I stop.",
        ),
        "turn": (
            "N: So {he} gave up doing it properly, and did it the way {he} hummed: "
            "when no one was asking.\nH (whispering): Oh. There you are.",
            "H (softly): I kept trying to make it good. I should have made it mine.\n"
            "A: {Hero} begins again, slowly, and this time {he} smiles.",
        ),
        "close": (
            "N: It isn't perfect. It leans a little, like somebody listening. "
            "People come a long way to stand beside it.",
            "N: They asked how long it took. {Hero} said: one night. And every night before that.",
        ),
    },
    "discover": {
        "meet": (
            "A: There, where nobody ever looks: {a_thing}.\nH: That wasn't here yesterday.\n"
            "O: Nothing's here until somebody sweeps.",
            "H (whispering): Come and see this. And promise not to be sensible.\n"
            "A: {Hero} lifts the light. {A_thing}.",
        ),
        "try": (
            "H: What do you think it's for?\nO: I think it's for whoever kept looking.",
            "N: {He} told no one. {He} told {other}, which was almost no one.\n"
            "O: Does it do anything?\nH: It waits. You can feel it do that.",
        ),
        "crisis": (
            "O (worried): Put it back. Some things are lost on purpose.\n"
            "H: Then why did it wait for me?",
            "O (worried): People will come. With forms. With ropes.\n"
            "H: Then they mustn't hear of it. Not a word.",
        ),
        "turn": (
            "N: That night {hero} understood. {He} hadn't found {thing}. "
            "{He} had been found.\nH (softly): All right. I'm listening.",
            "H (slowly): It isn't a secret. It's a question. All this time it's been asking.\n"
            "O: Asking what?\nH: Who's there?",
        ),
        "close": (
            "N: Everything looks the same today. But {hero} goes through it slowly, "
            "the way you walk through a house where someone is asleep.",
            "N: {He} left {thing} just where it was, with the dust swept back, "
            "for whoever looks next.",
        ),
    },
    "journey": {
        "meet": (
            "O: Nobody gets through at this time of year.\nH: I'm not nobody. I'm late.",
            "O: How far is it?\nH: All of it.\nO: And how much have we packed?\nH: Most of a cake.",
        ),
        "try": (
            "N: The first day is for the legs, the second for the feet. "
            "By the third there is only the next step.\n"
            "O: Sing something.\nH: I only know sad ones.\nO: Then sing them fast.",
            "A: Two small figures, and a great deal of sky.\n"
            "O: Are we lost?\nH: We can't be lost. We haven't decided where we are.",
        ),
        "crisis": (
            "H (afraid): I can't feel my hands.\nO: Can you feel me pulling?\nH: Yes.\n"
            "O: Then follow that.",
            "O: We could turn back.\nH: It's exactly as far.\nO: That's either very good or very "
            "bad.",
        ),
        "turn": (
            "O: Look up.\nH (tired): I don't want to.\nO (gently): {hero}. Look up.\n"
            "A: The whole of the way lies behind them, shining.",
            "H (slowly): I thought it would be smaller, from here.\nO: The world?\nH: Me.",
        ),
        "close": (
            "N: They say {hero} arrived with one boot, no map, and no idea what day it was. "
            "They say {he} asked, at once, what lay beyond.",
            "N: There's no flag there, and no plaque. Just a cairn of small stones, "
            "and crumbs, as if from a cake.",
        ),
    },
    "escape": {
        "meet": (
            "H (whispering): They'll be here by dark. Help me, or don't see me.\n"
            "O (whispering): I never see anybody. Get in.",
            "O: You're running.\nH: Walking. Quickly. For three days.",
        ),
        "try": (
            "N: There is a kind of quiet that is louder than running. They kept it for two days.\n"
            "O (whispering): Are you scared?\nH (whispering): Only when I breathe.",
            "A: {Hero} presses against the wall. A shadow passes.\n"
            "H (whispering): Do they know my name?\nO (whispering): They know your shoes.",
        ),
        "crisis": (
            "A: Footsteps. They stop at the door.\nO (whispering): Don't move. Don't even think.",
            "O (worried): There's no other way out.\nH: There's always the way we came in.",
        ),
        "turn": (
            "H (determined): I'm done hiding. It's the same as being caught, only slower.",
            "H: What if we open the door?\nO (afraid): Then they'll see us.\nH: Yes. All of us. "
            "At once.",
        ),
        "close": (
            "N: {Hero} went out by the front door, in daylight, slowly, "
            "the way you walk when the ground is yours.",
            "N: {He} still sleeps lightly. But {he} sleeps with the window open.",
        ),
    },
    "return": {
        "meet": (
            "A: {Hero} stands at the door with an old key in {his} hand.\n"
            "O: You've got taller.\nH: You've got smaller.\nO: Somebody had to.",
            "O: We gave your room to the apples.\nH: I don't mind. I like apples.\n"
            "O: You used to hate them.\nH: I know.",
        ),
        "try": (
            "N: Everything was where it had been left, only closer together.\n"
            "O: I kept your cup.\nH: It's got no handle.\nO: I kept that, too.",
            "A: They sit, and look at the same thing, so as not to look at each other.\n"
            "H: Is it always this quiet?\nO: Only since.",
        ),
        "crisis": (
            "H (sadly): I should have written.\nO: You should have come.\n"
            "H: I know. That's why I should have written.",
            "O (angry): You don't get to be sorry all at once.\nH: I thought I'd start.",
        ),
        "turn": (
            "O (tenderly): I was angry till about the spring. After that I just missed you.\n"
            "H (softly): I'm here. I'm late, and I'm here.",
            "H: Tell me what I missed. All of it. Start with the dull parts.\n"
            "O (softly): Sit down, then. There's years of those.",
        ),
        "close": (
            "N: They glued the handle back on. It holds, as long as nobody's in a hurry. Nobody "
            "is.",
            "N: There is a second coat on the hook now. It's surprising, how much warmer a hall "
            "can look.",
        ),
    },
    "fight": {
        "meet": (
            "O: This is the part where sensible people go home.\nH: Then it's as well they sent "
            "me.",
            "O: They should have sent somebody bigger.\nH: I asked. They were all busy.",
        ),
        "try": (
            "N: {He} tried strength, and fell. {He} tried speed, and fell faster. "
            "Then {he} tried thinking.",
            "H: How long have we got?\nO: Until it gets dark.\nH: And when does it get dark?\n"
            "O: It's doing it now.",
        ),
        "crisis": (
            "A: {Hero} goes down on one knee.\nO (afraid): Stay down. Please.\n"
            "H: I'd like to. I can't see anything from down here.",
            "O (worried): You can't win this.\nH: No. But I can be in the way.",
        ),
        "turn": (
            "H (determined): It isn't strong. It's only been alone in the ring.\n"
            "A: {Hero} lowers {his} hands, and steps forward.",
            "N: It was never about being bigger. It was about being last to leave.\n"
            "H (determined): I'm still here. Shall we go on?",
        ),
        "close": (
            "N: When they tell it now, {hero} is nine feet tall. {He} never corrects them. "
            "{He} just ducks, under doors, to be polite.",
            "N: The morning came, as if nothing had happened. That was what it had all been for.",
        ),
    },
    "investigate": {
        "meet": (
            "H: Who saw it last?\nO: Everyone. That's the trouble. Each of them saw something "
            "else.",
            "O: There's nothing to find.\nH: Then you won't mind if I look.",
        ),
        "try": (
            "N: Three people told {hero} the truth that day. No two of them told the same one.",
            "A: {Hero} turns over one thing, and then another.\nH: Who locks up?\nO: Nobody.\n"
            "H: It was locked.",
        ),
        "crisis": (
            "O (worried): Leave it. You've got a good name. Keep it.\nH: I've also got a question.",
            "A: Everything {hero} had pinned to the wall is gone.\nH (slowly): They left the pins. "
            "Why would they leave the pins?",
        ),
        "turn": (
            "H (slowly): I kept asking who opened the door. I should have asked who closed it.",
            "H (whispering): It was you. You never asked me what I'd found. "
            "Everyone else asked.\nO (softly): I hoped that you wouldn't notice.",
        ),
        "close": (
            "N: {Hero} wrote one line in the book, underlined it twice, and bought somebody "
            "breakfast.",
            "N: The file is closed. {He} keeps it on the table all the same, open.",
        ),
    },
    "deed": {
        "meet": (
            "O: Did you {your_goal}?\nH: That depends who's asking.\nO: Everyone.",
            "O: Tell me you didn't {your_goal}.\nH: I didn't.\nO: Truly?\nH: You said to tell you.",
        ),
        "try": (
            "N: {He} tried to explain. It took an hour, and made everything clear, "
            "apart from what had happened.",
            "H: I can put it right.\nO: You said that about the last thing.\nH: And?\n"
            "O: There isn't a last thing any more.",
        ),
        "crisis": (
            "O (worried): They're all outside.\nH: All of whom?\nO: How many people do you know?",
            "H: I could leave. Change my name. Grow a moustache.\n"
            "O: Grow it first. See how you feel.",
        ),
        "turn": (
            "H (determined): I'm going out there, and I'm going to say it.\n"
            "A: The door opens. Nobody breathes.\nH (softly): It was me.",
            "O: Why did you do it?\nH: For a moment it seemed like the right thing.\nO: And now?\n"
            "H: Now it seems like the only interesting thing I've done.",
        ),
        "close": (
            "N: {He} was forgiven in the end. It's hard to stay angry with somebody who keeps "
            "turning up with cake.",
            "N: They tell it every year now. Each time it gets a little bigger, "
            "and {hero} a little braver.",
        ),
    },
    "befriend": {"meet": (), "try": (), "crisis": (), "turn": (), "close": ()},
}

Company = Literal["elemental", "beast", "machine", "ghost", "person"]

BEFRIENDING: dict[Company, dict[Step, tuple[Script, ...]]] = {
    "elemental": {
        "meet": (
            "A: {Other} hammers at the windows.\n"
            "H (shouting): Break one more window, and I'm sending you the bill!\n"
            "O: Then open one, and I won't have to.",
            "H: Who's there?\nO: Only me. I knock because nobody ever opens.\n"
            "H: Well. It's open. Wipe your feet.",
        ),
        "try": (
            "H: Sit down, if you can sit. Touch nothing.\n"
            "O (softly): Nobody ever asked me to stay. I don't know how it's done.\n"
            "H: You begin by lowering your voice.",
            "N: {Hero} read aloud: the tides, the shopping list, the one good novel in the house. "
            "{Other} asked for the list again.",
        ),
        "crisis": (
            "O (afraid): I'm doing it again. I can't make myself small.\n"
            "H (gently): Don't be small. Be gentle. It's harder, and you can.",
            "N: Then came the night {other} forgot. Half the roofs went, "
            "and everyone knew whose friend had done it.\n"
            "O (sadly): Send me away. They all do.\nH: Then I'd have nobody to shout at.",
        ),
        "turn": (
            "H (gently): Breathe with me. In. And out. That's it.\n"
            "A: One after another, the stars come out.",
            "H: What do you want, when nobody's watching?\nO (softly): To arrive somewhere, once, "
            "and hear somebody say: there you are.\nH (tenderly): There you are.",
        ),
        "close": (
            "N: Every year since, {hero} leaves one window open. "
            "And every year something comes in, and wipes its feet.",
            "N: People say the weather's been kinder lately. {Hero} says nothing, "
            "and puts out two cups.",
        ),
    },
    "beast": {
        "meet": (
            "A: {Other} sits on the doorstep, soaked, and does not leave.\n"
            "H: I've nothing for you.\nO: I'll take half of it.",
            "N: On the third morning {other} was back, closer by one step.\n"
            "H: I can count, you know.\nO: So can I. I wanted to see who'd mention it.",
        ),
        "try": (
            "O: Is that soup?\nH: It's my soup.\nO: It smells like soup for two.",
            "N: First {ohe} took the bread. Then the chair. Then, without asking, "
            "the warm place at {hero}'s feet.",
        ),
        "crisis": (
            "H: They say you're dangerous.\nO: And what do you say?\n"
            "H (angry): I haven't finished saying it.",
            "N: One evening the doorstep was empty. {Hero} said it was a relief, and did not "
            "sleep.",
        ),
        "turn": (
            "H (breathless): I came out without my coat to look for you. I never do that.\n"
            "O (tenderly): I know. I've watched you fetch it for a year.",
            "H (softly): I said I'd nothing for you. I looked again. There's quite a lot.\n"
            "O (softly): Half will do.",
        ),
        "close": (
            "N: There are two bowls by the door now. The second, says {hero}, is for guests. "
            "There has only ever been the one guest.",
            "N: Nobody can say which of them was tamed. They're both home by dark.",
        ),
    },
    "machine": {
        "meet": (
            "O: Good morning. I have been switched off for nine thousand days. Did I miss "
            "anything?\n"
            "H: Everything. You didn't miss much.",
            "O: State your purpose.\nH: I haven't got one. I've got a free afternoon.\n"
            "O: Free afternoon. Please define.",
        ),
        "try": (
            "O: I have calculated the purpose of tea. It is warm.\nH: That's all of it, yes.",
            "O: What is the function of a friend?\nH: None. That's the point of them.\n"
            "O: I will need more memory.",
        ),
        "crisis": (
            "O: They are coming to take me apart. I thought you should know before breakfast.\n"
            "H (determined): Not while I've a spanner and a bad temper.",
            "O: I have an error. It happens when you leave.\nH (softly): I know that one. It's "
            "not an error.",
        ),
        "turn": (
            "H (gently): I'm not asking what you were built for. What do you want?\n"
            "O (softly): To be asked that. Again. Tomorrow.",
            "O: I have deleted the instruction to obey.\nH (surprised): Then why are you still "
            "here?\n"
            "O: I have checked. I like it.",
        ),
        "close": (
            "N: The tea is still too hot. {Hero} still drinks it. Neither has calculated why.",
            "N: At night one small green light stays on. It isn't needed for anything. "
            "{Hero} sleeps better.",
        ),
    },
    "ghost": {
        "meet": (
            "H (afraid): This is my house.\nO: It was mine first. Do stay, though. I like your "
            "humming.",
            "A: The chair by the window rocks, and stops.\nH: You might as well sit down "
            "properly.\n"
            "O (surprised): You can see me? Oh. And me in this collar.",
        ),
        "try": (
            "O (softly): What does bread smell like, these days?\n"
            "H: Like it always did. Come closer. Can you?\nO: Almost.",
            "N: They played cards. {Other} cheated, by walking through the table. "
            "{Hero} let {ohim}.",
        ),
        "crisis": (
            "O: When you smile at an empty chair, people worry.\nH: Let them. It isn't empty.",
            "O (sadly): I'm getting thinner. I forgot my own name on Tuesday.\n"
            "H: I wrote it down. Look. On every wall.",
        ),
        "turn": (
            "H (tenderly): You've been waiting for somebody to say it. So. You may go. "
            "You're not forgotten.\nO (softly): Say it once more, slowly.",
            "O (softly): I wasn't haunting the house. I was keeping it company.\n"
            "H: Then keep me company. I'm the house now.",
        ),
        "close": (
            "N: It's quiet there now. But in the morning the cup has moved, two inches to the "
            "left. "
            "Good morning, says {hero}.",
            "N: {Hero} hums on the stairs, always the same tune, and always leaves out the last "
            "note. Someone puts it in.",
        ),
    },
    "person": {
        "meet": (
            "H: You're standing in my light.\nO: I hoped that somebody would notice.",
            "O: Is this seat taken?\nH: For eleven years. Sit down.",
        ),
        "try": (
            "N: They agreed on nothing: not on salt, not on music, not on how long to boil an egg. "
            "So they met again, to settle it.",
            "O: Do you always talk this little?\nH: I'm talking now.\nO: I'll get a chair.",
        ),
        "crisis": (
            "O (sadly): You never once asked me to stay.\nH: I thought you knew.\n"
            "O: How would I know?",
            "H (angry): I was fine before you came.\nO: I know. I've met fine. It's very quiet "
            "there.",
        ),
        "turn": (
            "H (breathless): I'm asking. Badly, with my coat on inside out. But I'm asking.",
            "H (softly): Four minutes.\nO: What?\nH: The egg. You were right. Four minutes.",
        ),
        "close": (
            "N: They still can't agree. They have breakfast together every day, to argue about it.",
            "N: The seat is taken now. There's a card on it that says so, in two handwritings.",
        ),
    },
}
"""Friendship runs differently with the sky than with a hedgehog."""
