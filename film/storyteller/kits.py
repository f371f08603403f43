"""What the storyteller knows of the world: what people do, keep and handle, and how places feel."""

from dataclasses import dataclass

from film.story import Genre, Setting


@dataclass(frozen=True)
class Trade:
    """What somebody does all day."""

    duty: str
    """In the past tense, after the name: ``kept the light``."""
    tool: str
    """What they handle, as a plain noun."""
    detail: str
    """A sentence that shows them at it; ``{He}`` and the like are filled in."""


TRADES: dict[str, Trade] = {
    "lighthouse keeper": Trade(
        "kept the light", "lantern",
        "Every night {he} lit it for ships that never once waved back.",
    ),
    "keeper": Trade("kept the keys", "key", "{He} knew each of them by its voice in the lock."),
    "fisherman": Trade(
        "fished the same bay", "net", "{He} talked to the fish. {He} said they argued less."
    ),
    "sailor": Trade("went where the wind went", "rope", "{He} owned one good knot and no chairs."),
    "captain": Trade(
        "brought ships home", "compass", "{He} trusted the compass, and the crew trusted {him}."
    ),
    "pirate": Trade(
        "robbed the rich, badly", "map", "Most of the treasure went on repairing the ship."
    ),
    "astronaut": Trade(
        "circled the world", "helmet", "Sixteen sunrises a day, and nobody to nudge."
    ),
    "knight": Trade(
        "guarded a bridge", "sword", "Nothing had tried to cross it since the old king's day."
    ),
    "king": Trade(
        "ruled, mostly by nodding", "crown",
        "The crown was too big. {He} never said so.",
    ),
    "queen": Trade("ruled without raising {his} voice", "crown", "It weighed more every spring."),
    "princess": Trade(
        "waved from balconies", "crown", "{He} could pick any lock in the palace. Nobody asked."
    ),
    "prince": Trade("waved from balconies", "crown", "{He} had never once carried {his} own bag."),
    "wizard": Trade(
        "mended weather and broken pots", "book", "The pots were harder. Weather forgives you."
    ),
    "witch": Trade(
        "cured coughs, warts and regret", "broom", "For the last one {he} charged double."
    ),
    "monk": Trade("swept the same courtyard", "broom", "The leaves had never once surrendered."),
    "samurai": Trade(
        "served a house that was gone", "sword",
        "{He} still rose at four. Nobody had told the sword.",
    ),
    "blacksmith": Trade("shod every horse for miles", "hammer", "{He} thought best in sparks."),
    "baker": Trade(
        "rose at three to bake the bread", "bread", "The whole street woke to the smell of it."
    ),
    "chef": Trade(
        "cooked for people in a hurry", "spoon", "{He} salted everything twice, once for luck."
    ),
    "farmer": Trade("ploughed the long field", "lantern", "{He} knew each stone in it by name."),
    "shepherd": Trade(
        "counted sheep for a living", "lantern",
        "{He} had never once fallen asleep.",
    ),
    "beekeeper": Trade(
        "kept forty hives", "honey",
        "{He} told the bees everything. It's the custom.",
    ),
    "gardener": Trade(
        "coaxed green things out of bad soil", "flower", "{He} apologised to the weeds."
    ),
    "scientist": Trade(
        "measured very small things", "microscope", "{He} had been nearly right for a long time."
    ),
    "inventor": Trade(
        "invented things nobody had asked for", "gear",
        "The umbrella for fish had sold rather well.",
    ),
    "professor": Trade("explained the past to the young", "book", "The young looked at the clock."),
    "astronomer": Trade(
        "watched one patch of sky", "telescope", "In all that time it had never looked back."
    ),
    "doctor": Trade(
        "told people to breathe", "bandage",
        "{He} rarely remembered to do it {himself}.",
    ),
    "nurse": Trade(
        "worked the night ward", "flashlight", "{He} knew who was awake by the way they lay."
    ),
    "teacher": Trade("taught the back row", "chalk", "The front row would manage by itself."),
    "librarian": Trade(
        "looked after the books nobody borrowed", "book",
        "{He} read them aloud, so they'd feel used.",
    ),
    "detective": Trade(
        "found what people lose", "notebook", "Mostly keys. Mostly in the other coat."
    ),
    "spy": Trade("was paid to be forgotten", "umbrella", "{He} was so good at it that it stung."),
    "thief": Trade("stole only from locked rooms", "key", "Open ones, {he} felt, were cheating."),
    "hacker": Trade(
        "opened doors made of numbers", "laptop",
        "{He} always closed them afterwards.",
    ),
    "journalist": Trade("asked one question too many", "notebook", "It was usually the right one."),
    "photographer": Trade("waited for the light", "camera", "It came late, and never apologised."),
    "police officer": Trade("walked the night beat", "flashlight", "{He} tried every door, twice."),
    "sheriff": Trade("kept the peace by looking tired", "badge", "It had worked so far."),
    "cowboy": Trade("rode the long fence", "rope", "{He} and the horse had stopped discussing it."),
    "soldier": Trade("stood guard on a quiet hill", "letter", "{He} wrote home. Home wrote less."),
    "postman": Trade("carried other people's news", "letter", "Nobody had ever written to {him}."),
    "engineer": Trade(
        "kept the engines honest", "wrench",
        "{He} could hear a loose bolt in a dream.",
    ),
    "mechanic": Trade("mended what others threw out", "wrench", "Engines confessed to {him}."),
    "clockmaker": Trade(
        "mended clocks", "clock", "A hundred of them ticked, and no two agreed on the hour."
    ),
    "watchmaker": Trade("mended watches", "watch", "{He} gave people back their minutes."),
    "toymaker": Trade(
        "carved toys for other people's children", "toy",
        "{He} kept the faulty ones.",
    ),
    "tailor": Trade(
        "sewed for weddings and funerals", "needle",
        "The measurements, {he} said, rarely change.",
    ),
    "carpenter": Trade("made chairs that held", "hammer", "{He} never could abide a wobble."),
    "miner": Trade("worked under the mountain", "lantern", "{He} saw the sun on Sundays."),
    "painter": Trade(
        "painted the same window", "paintbrush",
        "The light in it was never the same.",
    ),
    "artist": Trade("painted signs for shops", "paintbrush", "{He} hid a small bird in every one."),
    "musician": Trade("played to empty chairs", "violin", "The chairs, {he} said, were improving."),
    "pianist": Trade("played where people ate", "piano", "Only the waiters knew the last page."),
    "violinist": Trade("practised with the window shut", "violin", "The pigeons listened anyway."),
    "singer": Trade("sang in a bar by the station", "microphone", "Trains took the high notes."),
    "dancer": Trade(
        "danced in the back row", "mirror",
        "{He} knew everyone's steps but {his} own.",
    ),
    "clown": Trade("fell over for a living", "balloon", "At home {he} walked very carefully."),
    "magician": Trade("made coins vanish", "coin", "The rent, unfortunately, kept reappearing."),
    "actor": Trade("played third messenger", "mask", "{He} died beautifully, off stage."),
    "poet": Trade("wrote verses on receipts", "pen", "{He} was paid in soup, and glad of it."),
    "writer": Trade("began novels", "typewriter", "There were nineteen first pages in the drawer."),
    "explorer": Trade(
        "walked off the edges of maps", "map",
        "{He} had been lost in nine languages.",
    ),
    "archaeologist": Trade(
        "dug very slowly", "paintbrush",
        "{He} had found the floor of everything.",
    ),
    "climber": Trade(
        "climbed what was there", "rope",
        "{He} kept a list. One name was left on it.",
    ),
    "cartographer": Trade(
        "drew coasts {he} had never seen", "map",
        "{He} got the smell from sailors.",
    ),
    "merchant": Trade("sold silk and small talk", "coin", "{He} threw in the second for free."),
    "grandmother": Trade("knitted for the whole street", "scarf", "Nobody dared to be cold."),
    "grandfather": Trade("mended radios in the shed", "radio", "They picked up only the past."),
    "widow": Trade("set the table for two", "cup", "It was easier than changing the habit."),
    "old man": Trade(
        "fed the same bench of pigeons", "bread",
        "{He} had named them after his teachers.",
    ),
    "old woman": Trade(
        "sat at the same window", "cup",
        "{He} knew the street's secrets, and kept them.",
    ),
    "boy": Trade("asked questions", "kite", "The answers were usually 'later'."),
    "girl": Trade("asked questions", "kite", "The answers were usually 'later'."),
    "child": Trade("collected useful stones", "backpack", "Each had a name and a job."),
    "student": Trade("studied the wrong thing", "book", "{He} was very nearly good at it."),
    "taxi driver": Trade(
        "drove the night shift", "radio",
        "{He} had heard every ending, and no beginnings.",
    ),
    "bus driver": Trade(
        "drove the number nine", "ticket",
        "{He} waited for runners. It was against the rules.",
    ),
    "train driver": Trade("drove the last train", "lantern", "{He} waved at every lit window."),
    "accountant": Trade(
        "made other people's numbers agree", "pen",
        "{He} had never been surprised by a Tuesday.",
    ),
    "clerk": Trade("stamped forms", "pen", "The red ones meant no. {He} had never run out of red."),
    "piano tuner": Trade(
        "tuned other people's pianos", "piano",
        "{He} owned none. There was no room.",
    ),
    "ferryman": Trade(
        "rowed people across and never asked why", "bell",
        "They rang from the far side, and {he} came.",
    ),
    "guard": Trade(
        "walked the same corridor all night", "flashlight",
        "{He} knew every door by its draught.",
    ),
    "robot": Trade(
        "swept the floor of an empty hall", "broom", "{He} had been told to stop when someone came."
    ),
    "fox": Trade("lived by {his} wits", "basket", "{He} had eaten better in better years."),
    "owl": Trade(
        "kept the night in order", "lantern",
        "{He} disapproved, on principle, of mornings.",
    ),
    "cat": Trade(
        "ran the house", "cup",
        "The people in it were under the impression that they did.",
    ),
    "dog": Trade("guarded the gate", "ball", "{He} had never lost a gate yet."),
    "bear": Trade(
        "slept through the interesting half", "honey",
        "Everyone said winter was lovely.",
    ),
    "mouse": Trade(
        "lived behind the third step", "lamp",
        "{He} had opinions about cats, all short.",
    ),
    "hedgehog": Trade(
        "kept to {himself}", "apple",
        "It's hard to be hugged. {He} had stopped asking.",
    ),
    "penguin": Trade("stood with ten thousand others", "fish", "{He} was the one looking up."),
    "dragon": Trade(
        "guarded a heap of gold", "coin",
        "{He} had counted it twice, and was not happier.",
    ),
    "ghost": Trade(
        "walked the upstairs hall", "candle",
        "{He} knew which board creaked. The board was lonely.",
    ),
    "alien": Trade("had been sent to take notes", "notebook", "So far it had written: they wave."),
    "snowman": Trade(
        "stood in the garden", "scarf",
        "{He} had been told about summer, but not what.",
    ),
}  # fmt: skip

PLAIN_TRADES: tuple[Trade, ...] = (
    Trade("had always lived one day at a time", "cup", "They were good days, and much alike."),
    Trade(
        "kept a small life in good order", "lantern", "Nothing was missing. That was the trouble."
    ),
    Trade("got up early and went to bed late", "watch", "In between, {he} waited for something."),
)

PLACES: dict[Setting, tuple[str, ...]] = {
    "coast": (
        "The sea went in and out, like somebody looking for their keys.",
        "Salt got into everything: the bread, the locks, the songs.",
        "Below the cliff the waves were rehearsing.",
    ),
    "harbour": (
        "Ropes creaked. Gulls argued. The tide kept its appointments.",
        "Every boat in the harbour was named after somebody who had left.",
        "It smelled of tar and herring and other people's journeys.",
    ),
    "forest": (
        "The trees stood close, like people listening at a door.",
        "Somewhere a branch let go of its snow, or its breath.",
        "Moss had grown over the path, and nobody had told the path.",
    ),
    "mountains": (
        "The mountain had been there first, and behaved like it.",
        "Up here the air was thin, and so were excuses.",
        "Clouds came up the valley on foot.",
    ),
    "desert": (
        "The dunes moved every night, and pretended they hadn't.",
        "There was sand in the tea, and the tea was better for it.",
        "At noon even the shadows looked for shade.",
    ),
    "snowfield": (
        "Snow had put a finger to the world's lips.",
        "Everything was white, except the sky, which was thinking of it.",
        "You could hear the cold. It had a very high note.",
    ),
    "village": (
        "There were nine houses, one well, and no secrets.",
        "The church clock was wrong, and everybody set their watch by it.",
        "Smoke rose from the chimneys, and leaned over to talk.",
    ),
    "street": (
        "The city hummed the way it does when it thinks no one's awake.",
        "Traffic lights changed for nobody.",
        "Rain had polished the street, and put the signs in it upside down.",
    ),
    "rooftop": (
        "From up here the city was all windows, and somebody in each.",
        "Pigeons came and went, like thoughts.",
        "A radio played three roofs away, and everyone pretended not to listen.",
    ),
    "park": (
        "The bench had been painted so often that it was mostly paint.",
        "Leaves came down one at a time, taking turns.",
        "Somebody had left a red glove on the railing, waving.",
    ),
    "road": (
        "The road ran on ahead, as if it knew something.",
        "Telephone poles went by, keeping count.",
        "It's a straight road. It bends only for one old tree.",
    ),
    "kitchen": (
        "The kettle was working itself up to something.",
        "Flour hung in the light like slow weather.",
        "All the good talk in that house happened with wet hands.",
    ),
    "living room": (
        "The clock on the shelf cleared its throat, and struck.",
        "The best chair had a dent in it, exactly the size of an evening.",
        "Books stood on the stairs, waiting for a shelf.",
    ),
    "bedroom": (
        "The curtain breathed in and out.",
        "On the ceiling was a crack in the shape of Norway.",
        "Under the bed was everything that had not been decided.",
    ),
    "office": (
        "The lamps buzzed one note, and everyone worked in it.",
        "On the wall hung a calendar with last year's bridges.",
        "Somebody had watered the plastic plant.",
    ),
    "classroom": (
        "Chalk dust hung where the lesson had been.",
        "Someone had carved a heart into the desk, and someone else a dinosaur.",
        "The map on the wall still had a country that was gone.",
    ),
    "café": (
        "Cups chimed. The door let in one person and a great deal of weather.",
        "The window was steamed, and someone had drawn a fish on it.",
        "The piano in the corner was missing its favourite key.",
    ),
    "hospital": (
        "The corridor was lit for people who can't sleep.",
        "A trolley went past, with one wheel singing.",
        "Visitors talk quietly here, as if time were asleep.",
    ),
    "laboratory": (
        "Something small was bubbling, with ambitions.",
        "Every dial in the room pointed at 'perhaps'.",
        "The labels were in three hands. Two of them had retired.",
    ),
    "castle hall": (
        "Banners hung in the hall, remembering the wind.",
        "The fire was big enough for an ox, and warmed nobody.",
        "Footsteps here arrive a little after the feet.",
    ),
    "cave": (
        "Water had been saying the same word here for ten thousand years.",
        "The dark had corners, and the corners had more dark.",
        "Someone had drawn a horse on the rock, before there were words for horse.",
    ),
    "spaceship": (
        "The engines hummed a chord that had no home key.",
        "Outside, stars. Behind those, more. It stops being funny.",
        "There were nine hundred switches, and one of them did nothing.",
    ),
    "planet": (
        "Two suns went down, a little out of step.",
        "The dust here is older than the word for it.",
        "Nothing had left a footprint here before, and it showed.",
    ),
    "market": (
        "Saffron, diesel, oranges. You could find your way by nose.",
        "Everyone was shouting, and nobody was angry.",
        "A man sold clocks next to a man who sold time, which was watermelon.",
    ),
    "temple": (
        "The bell had been rung so often that its silence was worn smooth.",
        "Incense drew one grey line, straight up, and then changed its mind.",
        "The steps were hollow in the middle, from all that hope.",
    ),
    "field": (
        "The wind went through the grass with both hands.",
        "A scarecrow stood with open arms, and had met no one.",
        "The barn leaned, but had been leaning for years.",
    ),
    "river": (
        "The river went by, and stayed.",
        "Willows let their hair down into the water.",
        "A heron stood there, waiting to be a statue.",
    ),
    "library": (
        "Ten thousand people were talking in there, and you could hear a pin.",
        "Dust turned in the light, like something about to be said.",
        "The ladder rolled by itself, an inch or so, on quiet days.",
    ),
}
"""How a place feels, for a narrator to say."""

HOMES: dict[str, Setting] = {
    "lighthouse keeper": "coast", "fisherman": "harbour", "sailor": "harbour", "captain": "harbour",
    "pirate": "harbour", "ferryman": "river", "astronaut": "spaceship", "cosmonaut": "spaceship",
    "knight": "castle hall", "king": "castle hall", "queen": "castle hall", "prince": "castle hall",
    "princess": "castle hall", "wizard": "forest", "witch": "forest", "monk": "temple",
    "samurai": "temple", "viking": "harbour", "blacksmith": "village", "baker": "kitchen",
    "chef": "kitchen", "cook": "kitchen", "waiter": "café", "waitress": "café", "barista": "café",
    "farmer": "field", "shepherd": "mountains", "beekeeper": "field", "gardener": "park",
    "scientist": "laboratory", "inventor": "laboratory", "professor": "library",
    "astronomer": "laboratory", "doctor": "hospital", "nurse": "hospital", "surgeon": "hospital",
    "teacher": "classroom", "student": "classroom", "librarian": "library", "detective": "street",
    "spy": "street", "thief": "rooftop", "hacker": "bedroom", "journalist": "office",
    "police officer": "street", "cowboy": "desert", "sheriff": "desert", "postman": "village",
    "engineer": "laboratory", "mechanic": "road", "clockmaker": "living room",
    "watchmaker": "living room", "toymaker": "living room", "painter": "living room",
    "musician": "street", "pianist": "café", "singer": "café", "clown": "park",
    "magician": "market", "explorer": "forest", "archaeologist": "desert", "climber": "mountains",
    "cartographer": "library", "merchant": "market", "grandmother": "kitchen",
    "grandfather": "living room", "boy": "park", "girl": "park", "child": "park",
    "taxi driver": "street", "bus driver": "road", "train driver": "road", "truck driver": "road",
    "accountant": "office", "clerk": "office", "lawyer": "office", "robot": "laboratory",
    "fox": "forest", "owl": "forest", "bear": "forest", "wolf": "forest", "rabbit": "field",
    "hedgehog": "forest", "mouse": "kitchen", "penguin": "snowfield", "polar bear": "snowfield",
    "dragon": "cave", "ghost": "living room", "alien": "planet", "snowman": "snowfield",
    "whale": "coast", "seagull": "coast", "mermaid": "coast", "cat": "rooftop", "dog": "park",
    "duck": "river", "duckling": "river", "frog": "river", "squirrel": "park", "camel": "desert",
    "lion": "field", "elephant": "field", "storm": "coast", "moon": "rooftop",
}  # fmt: skip
"""Where somebody is at home, when the prompt does not say where."""

USUAL_PLACES: dict[Genre, Setting] = {
    "drama": "village", "comedy": "café", "thriller": "street", "horror": "forest",
    "science fiction": "spaceship", "fantasy": "forest", "romance": "park",
    "adventure": "mountains", "documentary": "field", "children": "park",
}  # fmt: skip

NEIGHBOURS: dict[Setting, tuple[Setting, ...]] = {
    "coast": ("harbour", "living room", "village"), "harbour": ("coast", "café", "village"),
    "forest": ("river", "field", "cave"), "mountains": ("cave", "village", "snowfield"),
    "desert": ("market", "cave", "temple"), "snowfield": ("mountains", "cave", "village"),
    "village": ("field", "kitchen", "forest"), "street": ("café", "rooftop", "office"),
    "rooftop": ("street", "living room", "park"), "park": ("street", "café", "river"),
    "road": ("field", "café", "village"), "kitchen": ("living room", "market", "street"),
    "living room": ("kitchen", "street", "bedroom"), "bedroom": ("kitchen", "street", "rooftop"),
    "office": ("street", "café", "rooftop"), "classroom": ("park", "street", "library"),
    "café": ("street", "kitchen", "park"), "hospital": ("park", "rooftop", "street"),
    "laboratory": ("rooftop", "office", "street"), "castle hall": ("village", "forest", "library"),
    "cave": ("mountains", "forest", "river"), "spaceship": ("planet", "laboratory", "planet"),
    "planet": ("spaceship", "cave", "laboratory"), "market": ("street", "kitchen", "temple"),
    "temple": ("mountains", "market", "library"), "field": ("village", "river", "road"),
    "river": ("field", "forest", "village"), "library": ("street", "living room", "café"),
}  # fmt: skip
"""Where a story goes on from a place."""
