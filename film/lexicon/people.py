"""Who people are: names by culture, what roles wear, and everybody who is not human."""

from dataclasses import dataclass

from film.lexicon.words import find_words
from film.story import Culture, Era, Hat, Kind, Outfit, Sex

NAMES: dict[Culture, tuple[str, str]] = {
    "western": (
        "Mara Edith Nell Clara Ruth Iris Hazel Maud Josie Tess Wren Ada Cora Lottie Grace Dora",
        "Tom Arthur Ned Silas Walter Amos Felix Hugh Ellis Jonah Barney Otto Frank Gil Rufus Sam",
    ),
    "nordic": (
        "Ingrid Astrid Sunniva Freya Tove Signe Ylva Liv Solveig Ragna",
        "Leif Eirik Olav Halvard Nils Sigurd Aksel Birger Torsten Emil",
    ),
    "mediterranean": (
        "Lucia Elena Chiara Paola Marina Irene Sofia Bianca Despina Amalia",
        "Marco Nico Paolo Stavros Luca Matteo Enzo Rafael Dino Andreas",
    ),
    "middle eastern": (
        "Layla Yasmin Samira Nadia Zahra Leila Mariam Shirin Amal Farah",
        "Karim Yusuf Omar Tariq Idris Farid Rashid Samir Hakim Jamil",
    ),
    "south asian": (
        "Asha Meera Priya Kavya Lata Anjali Sunita Devi Nila Radha",
        "Arjun Ravi Kiran Dev Rohan Anand Vikram Hari Gopal Imran",
    ),
    "east asian": (
        "Hana Mei Yuki Sora Lin Aiko Jia Michiko Xiu Nari",
        "Kenji Haru Wei Jun Takeshi Bo Minh Ren Hiro Tao",
    ),
    "african": (
        "Amara Nia Zuri Adaeze Makena Ayo Safi Abena Thandi Imani",
        "Kofi Jabari Sefu Kwame Tunde Baraka Chidi Amadi Themba Oba",
    ),
    "latin american": (
        "Rosa Ines Pilar Luz Carmen Marisol Paloma Teresa Alma Estela",
        "Mateo Diego Tomas Joaquin Ramon Hector Pablo Rafa Emilio Santi",
    ),
    "otherworldly": (
        "Ilvane Sera Oriel Nyssa Thessaly Vey Mirrin Aluna Caia Eloen",
        "Corin Tavish Aldous Brannoch Kael Orrin Fenn Lysander Davin Torrow",
    ),
}
"""Names that women and men of a culture go by."""

FEMALE_WORDS = (
    "woman",
    "girl",
    "mother",
    "mum",
    "mom",
    "grandmother",
    "grandma",
    "granny",
    "nan",
    "sister",
    "daughter",
    "aunt",
    "wife",
    "queen",
    "princess",
    "actress",
    "waitress",
    "widow",
    "lady",
    "witch",
    "nun",
    "bride",
    "heroine",
    "ballerina",
    "governess",
    "duchess",
    "empress",
    "goddess",
    "mermaid",
    "she",
    "her",
    "hers",
    "herself",
    "niece",
    "madam",
    "priestess",
    "girlfriend",
    "countess",
    "geisha",
    "housewife",
    "stewardess",
    "saleswoman",
    "policewoman",
    "hen",
)
MALE_WORDS = (
    "man",
    "boy",
    "father",
    "dad",
    "grandfather",
    "grandpa",
    "grandad",
    "brother",
    "son",
    "uncle",
    "husband",
    "king",
    "prince",
    "actor",
    "waiter",
    "widower",
    "gentleman",
    "wizard",
    "monk",
    "groom",
    "hero",
    "duke",
    "emperor",
    "god",
    "he",
    "him",
    "his",
    "himself",
    "nephew",
    "sir",
    "priest",
    "boyfriend",
    "count",
    "fisherman",
    "cowboy",
    "salesman",
    "policeman",
    "samurai",
    "knight",
    "sultan",
    "pharaoh",
    "lad",
    "guy",
    "bloke",
    "musketeer",
    "postman",
    "fireman",
    "watchman",
    "ferryman",
    "snowman",
    "gladiator",
    "milkman",
)
FEMALE_NAMES = frozenset(
    " ".join(names[0] for names in NAMES.values()).lower().split()
) | frozenset((
    "alice", "anna", "anne", "amy", "beth", "bella", "carol", "carla", "charlotte", "daisy",
    "diana", "ella", "ellen", "elsie", "emily", "emma", "esther", "eva", "eve", "fiona",
    "florence", "georgia", "gloria", "gwen", "hannah", "harriet", "heidi", "helen", "holly",
    "isabel", "jane", "janet", "jess", "jessica", "joan", "julia", "julie", "kate", "kathy",
    "katie", "laura", "lena", "lily", "linda", "lisa", "lola", "louise", "lucy", "maria", "marie",
    "martha", "mary", "matilda", "maya", "mia", "mina", "molly", "monica", "nancy", "naomi",
    "nina", "nora", "olga", "olivia", "penny", "petra", "polly", "rachel", "rebecca", "rita",
    "robin", "rosie", "sally", "sandra", "sara", "sarah", "sophie", "stella", "susan", "sylvia",
    "tara", "tina", "vera", "victoria", "violet", "wendy", "yara", "zoe", "zoë", "élodie",
    "amélie", "fatima", "aisha", "noor", "ingeborg", "olena", "oksana", "svetlana", "natasha",
    "katya", "ursula", "greta", "june", "april", "may", "rose", "ivy", "dorothy", "beatrice",
    "agnes", "celia", "edna", "hilda", "joyce", "pearl", "amina", "keiko", "elin",
))  # fmt: skip
MALE_NAMES = frozenset(" ".join(names[1] for names in NAMES.values()).lower().split()) | frozenset((
    "adam", "alan", "albert", "alex", "alfred", "andrew", "ben", "benjamin", "bill", "bob",
    "brian", "carl", "charles", "charlie", "chris", "daniel", "dan", "david", "dennis", "edward",
    "eric", "ernest", "eli", "ethan", "finn", "francis", "fred", "gary", "george", "gordon",
    "harry", "harold", "henry", "herbert", "isaac", "jack", "jacob", "jake", "james", "jim",
    "jimmy", "joe", "joel", "john", "jonathan", "josh", "julian", "kevin", "larry", "leo", "leon",
    "lewis", "liam", "louis", "luke", "mark", "martin", "max", "michael", "mike", "miles",
    "nathan", "nick", "noah", "oliver", "oscar", "owen", "patrick", "paul", "pete", "peter",
    "phil", "ray", "richard", "rob", "robert", "roger", "ron", "roy", "russell", "simon", "stan",
    "steve", "steven", "ted", "theo", "thomas", "tim", "toby", "tony", "victor", "vincent",
    "will", "william", "mohammed", "ahmed", "ali", "hassan", "ibrahim", "ivan", "boris", "dmitri",
    "sergei", "viktor", "yuri", "pierre", "jean", "jacques", "hans", "klaus", "wolfgang",
    "gustav", "eino", "idris", "suleyman", "basil", "hamish",
))  # fmt: skip


@dataclass(frozen=True)
class Dress:
    """What somebody of a role wears."""

    outfit: Outfit
    hat: Hat = "none"
    age: int | None = None


ROLES: dict[str, Dress] = {
    "lighthouse keeper": Dress("oilskin", "sou'wester", 58),
    "keeper": Dress("coat", "cap", 55),
    "fisherman": Dress("oilskin", "sou'wester", 52),
    "fisherwoman": Dress("oilskin", "sou'wester", 48),
    "sailor": Dress("jumper", "beanie", 34),
    "captain": Dress("coat", "captain hat", 52),
    "pirate": Dress("coat", "headscarf", 36),
    "ferryman": Dress("oilskin", "cap", 60),
    "astronaut": Dress("spacesuit", "none", 36),
    "cosmonaut": Dress("spacesuit", "none", 38),
    "pilot": Dress("uniform", "cap", 38),
    "knight": Dress("armour", "helmet", 30),
    "king": Dress("robe", "crown", 55),
    "queen": Dress("gown", "crown", 48),
    "prince": Dress("tunic", "crown", 22),
    "princess": Dress("gown", "crown", 20),
    "wizard": Dress("robe", "wizard hat", 74),
    "witch": Dress("cloak", "wizard hat", 52),
    "sorcerer": Dress("robe", "hood", 60),
    "monk": Dress("robe", "none", 50),
    "nun": Dress("robe", "headscarf", 46),
    "samurai": Dress("kimono", "none", 40),
    "ninja": Dress("tunic", "hood", 27),
    "viking": Dress("tunic", "helmet", 36),
    "blacksmith": Dress("apron", "none", 42),
    "baker": Dress("apron", "chef hat", 44),
    "chef": Dress("apron", "chef hat", 42),
    "cook": Dress("apron", "chef hat", 46),
    "waiter": Dress("suit", "none", 30),
    "waitress": Dress("dress", "none", 28),
    "barista": Dress("apron", "beanie", 26),
    "farmer": Dress("dungarees", "straw hat", 50),
    "shepherd": Dress("cloak", "straw hat", 40),
    "beekeeper": Dress("coat", "straw hat", 56),
    "gardener": Dress("dungarees", "straw hat", 58),
    "scientist": Dress("lab coat", "none", 42),
    "inventor": Dress("lab coat", "none", 50),
    "professor": Dress("suit", "none", 60),
    "astronomer": Dress("jumper", "none", 54),
    "doctor": Dress("lab coat", "none", 45),
    "nurse": Dress("scrubs", "none", 34),
    "surgeon": Dress("scrubs", "none", 46),
    "teacher": Dress("shirt", "none", 40),
    "librarian": Dress("jumper", "none", 48),
    "detective": Dress("coat", "fedora", 46),
    "spy": Dress("suit", "fedora", 36),
    "agent": Dress("suit", "none", 36),
    "thief": Dress("hoodie", "beanie", 29),
    "burglar": Dress("jumper", "beanie", 38),
    "hacker": Dress("hoodie", "none", 25),
    "journalist": Dress("shirt", "none", 33),
    "photographer": Dress("coat", "none", 35),
    "police officer": Dress("uniform", "cap", 36),
    "policeman": Dress("uniform", "cap", 36),
    "sheriff": Dress("coat", "fedora", 45),
    "cowboy": Dress("shirt", "straw hat", 38),
    "soldier": Dress("uniform", "helmet", 26),
    "guard": Dress("uniform", "cap", 40),
    "watchman": Dress("coat", "cap", 60),
    "postman": Dress("uniform", "cap", 44),
    "engineer": Dress("dungarees", "none", 38),
    "mechanic": Dress("dungarees", "cap", 33),
    "clockmaker": Dress("apron", "none", 66),
    "watchmaker": Dress("apron", "none", 66),
    "toymaker": Dress("apron", "none", 64),
    "tailor": Dress("suit", "none", 55),
    "cobbler": Dress("apron", "none", 60),
    "carpenter": Dress("dungarees", "cap", 50),
    "miner": Dress("dungarees", "helmet", 36),
    "firefighter": Dress("coat", "helmet", 34),
    "painter": Dress("shirt", "none", 40),
    "artist": Dress("jumper", "none", 34),
    "musician": Dress("suit", "none", 36),
    "pianist": Dress("suit", "none", 50),
    "violinist": Dress("gown", "none", 30),
    "singer": Dress("gown", "none", 34),
    "dancer": Dress("dress", "none", 26),
    "ballerina": Dress("dress", "none", 22),
    "clown": Dress("dungarees", "bow", 40),
    "magician": Dress("suit", "top hat", 44),
    "actor": Dress("coat", "none", 40),
    "poet": Dress("coat", "none", 32),
    "writer": Dress("jumper", "none", 45),
    "explorer": Dress("coat", "straw hat", 44),
    "archaeologist": Dress("shirt", "fedora", 40),
    "climber": Dress("coat", "beanie", 32),
    "cartographer": Dress("coat", "none", 48),
    "merchant": Dress("robe", "turban", 48),
    "sultan": Dress("robe", "turban", 50),
    "gladiator": Dress("armour", "helmet", 30),
    "priest": Dress("robe", "none", 58),
    "grandmother": Dress("dress", "headscarf", 74),
    "grandfather": Dress("jumper", "cap", 76),
    "mother": Dress("dress", "none", 40),
    "father": Dress("shirt", "none", 42),
    "widow": Dress("dress", "headscarf", 66),
    "widower": Dress("jumper", "cap", 70),
    "old man": Dress("jumper", "cap", 76),
    "old woman": Dress("coat", "headscarf", 75),
    "boy": Dress("jumper", "none", 9),
    "girl": Dress("dungarees", "none", 9),
    "child": Dress("dungarees", "none", 8),
    "kid": Dress("hoodie", "cap", 10),
    "teenager": Dress("hoodie", "none", 16),
    "student": Dress("hoodie", "none", 20),
    "orphan": Dress("coat", "cap", 10),
    "bride": Dress("gown", "flower", 28),
    "groom": Dress("suit", "none", 30),
    "butler": Dress("suit", "none", 60),
    "maid": Dress("apron", "bow", 26),
    "taxi driver": Dress("shirt", "cap", 48),
    "bus driver": Dress("uniform", "cap", 50),
    "truck driver": Dress("shirt", "cap", 46),
    "train driver": Dress("uniform", "cap", 52),
    "conductor": Dress("uniform", "cap", 50),
    "diver": Dress("spacesuit", "none", 34),
    "vampire": Dress("cloak", "none", 45),
    "elf": Dress("tunic", "hood", 30),
    "dwarf": Dress("tunic", "helmet", 60),
    "accountant": Dress("suit", "none", 44),
    "clerk": Dress("shirt", "none", 32),
    "lawyer": Dress("suit", "none", 42),
    "boss": Dress("suit", "none", 52),
    "intern": Dress("shirt", "none", 22),
    "barber": Dress("apron", "none", 48),
    "plumber": Dress("dungarees", "cap", 42),
    "cleaner": Dress("apron", "headscarf", 50),
    "referee": Dress("uniform", "cap", 40),
    "athlete": Dress("t-shirt", "none", 24),
    "runner": Dress("t-shirt", "none", 26),
    "boxer": Dress("t-shirt", "none", 28),
    "cyclist": Dress("t-shirt", "helmet", 28),
    "fisher": Dress("oilskin", "sou'wester", 50),
    "weaver": Dress("dress", "headscarf", 55),
    "potter": Dress("apron", "none", 48),
    "bookseller": Dress("jumper", "none", 52),
    "florist": Dress("apron", "flower", 34),
    "mayor": Dress("suit", "top hat", 58),
    "radio operator": Dress("jumper", "none", 40),
    "meteorologist": Dress("coat", "none", 42),
    "biologist": Dress("coat", "none", 38),
    "mathematician": Dress("jumper", "none", 44),
    "translator": Dress("shirt", "none", 36),
    "neighbour": Dress("shirt", "none", 45),
    "stranger": Dress("coat", "fedora", 40),
    "traveller": Dress("cloak", "hood", 35),
    "tourist": Dress("t-shirt", "straw hat", 40),
    "friend": Dress("jumper", "none", 30),
    "hunter": Dress("cloak", "hood", 40),
    "ranger": Dress("uniform", "straw hat", 38),
    "healer": Dress("robe", "headscarf", 60),
    "alchemist": Dress("robe", "hood", 62),
    "jester": Dress("tunic", "bow", 30),
    "bard": Dress("tunic", "none", 28),
    "squire": Dress("tunic", "none", 16),
    "musketeer": Dress("coat", "fedora", 32),
    "woman": Dress("dress", "none", 38),
    "man": Dress("shirt", "none", 40),
    "brother": Dress("jumper", "none", 30),
    "sister": Dress("dress", "none", 28),
    "daughter": Dress("dress", "none", 17),
    "son": Dress("hoodie", "none", 17),
    "couple": Dress("shirt", "none", 34),
    "researcher": Dress("lab coat", "none", 40),
    "programmer": Dress("hoodie", "none", 29),
    "salesman": Dress("suit", "none", 44),
    "porter": Dress("uniform", "cap", 48),
    "inspector": Dress("coat", "fedora", 50),
    "beggar": Dress("cloak", "hood", 55),
    "hermit": Dress("cloak", "hood", 68),
    "gravedigger": Dress("coat", "cap", 58),
    "ghost hunter": Dress("coat", "none", 32),
    "repairman": Dress("dungarees", "cap", 44),
    "stationmaster": Dress("uniform", "cap", 62),
    "fortune teller": Dress("dress", "headscarf", 58),
    "acrobat": Dress("tunic", "none", 24),
    "ringmaster": Dress("suit", "top hat", 50),
    "puppeteer": Dress("coat", "none", 58),
    "glassblower": Dress("apron", "none", 50),
    "luthier": Dress("apron", "none", 62),
    "piano tuner": Dress("suit", "none", 55),
    "calligrapher": Dress("kimono", "none", 60),
    "tea master": Dress("kimono", "none", 66),
    "griot": Dress("robe", "turban", 60),
    "comedian": Dress("suit", "none", 36),
    "babysitter": Dress("t-shirt", "none", 18),
    "nanny": Dress("dress", "none", 40),
    "geologist": Dress("coat", "beanie", 44),
    "marathon runner": Dress("t-shirt", "none", 28),
    "skater": Dress("hoodie", "beanie", 18),
    "surfer": Dress("t-shirt", "none", 24),
    "paramedic": Dress("uniform", "none", 32),
    "veterinarian": Dress("scrubs", "none", 38),
    "janitor": Dress("dungarees", "cap", 54),
    "street musician": Dress("coat", "fedora", 34),
    "fiddler": Dress("shirt", "fedora", 40),
    "rider": Dress("coat", "none", 30),
    "messenger": Dress("tunic", "hood", 22),
}
"""What roles wear, and how old they are when nobody says."""

_SPECIES: dict[Kind, str] = {
    "animal": "fox, owl, cat, dog, bear, wolf, rabbit, hare, mouse, rat, hedgehog, squirrel, deer, "
    "horse, donkey, cow, goat, sheep, pig, piglet, duck, duckling, goose, chicken, hen, rooster, "
    "crow, raven, seagull, gull, sparrow, penguin, seal, whale, dolphin, octopus, crab, fish, "
    "shark, "
    "turtle, tortoise, frog, toad, snake, lizard, lion, tiger, elephant, giraffe, monkey, gorilla, "
    "kangaroo, koala, panda, camel, zebra, hippo, rhino, crocodile, parrot, peacock, swan, eagle, "
    "hawk, bat, bee, butterfly, spider, ant, snail, beetle, firefly, puppy, kitten, bear cub, "
    "bunny, "
    "otter, beaver, badger, raccoon, moose, reindeer, polar bear, walrus, llama, pigeon, stork, "
    "crane, cricket, ladybird, mole, lamb, pony, foal, salmon, snow leopard, leopard, cheetah",
    "robot": "robot, android, cyborg, machine, computer, ai, droid, drone, automaton, "
    "artificial intelligence, vacuum cleaner, toaster, satellite, rover, probe, refrigerator",
    "spirit": "storm, wind, ghost, spirit, moon, sun, star, sea, ocean, river, mountain, cloud, "
    "rain, "
    "thunder, winter, spring, autumn, summer, death, shadow, night, echo, genie, djinn, angel, "
    "phantom, "
    "demon, fog, snow, fire, wave, tree, reflection, time, dream, silence, comet, lightning, "
    "rainbow, breeze, volcano, snowflake, poltergeist, banshee, fairy, tide, hurricane, blizzard",
    "alien": "alien, martian, extraterrestrial",
    "creature": "dragon, monster, troll, unicorn, mermaid, giant, goblin, ogre, yeti, bigfoot, "
    "griffin, phoenix, werewolf, kraken, sea monster, gargoyle, scarecrow, snowman, golem, gnome, "
    "teddy bear, doll, puppet, minotaur, sphinx, centaur, zombie, creature, beast, toy soldier, "
    "gingerbread man, mummy, dinosaur, mammoth, selkie, kelpie, imp",
}
SPECIES: dict[str, Kind] = {
    word: kind for kind, words in _SPECIES.items() for word in words.split(", ")
}
"""Everybody who is not human, by the word for it."""

SPECIES_COLOURS: dict[str, str] = {
    "fox": "#d9762e", "owl": "#9b7a52", "cat": "#8d8d95", "dog": "#b98a55", "bear": "#7a5236",
    "wolf": "#7f858c", "rabbit": "#cdbfae", "mouse": "#a79c94", "hedgehog": "#8b6b4d",
    "squirrel": "#b5602f", "penguin": "#2e3440", "frog": "#6fa64a", "lion": "#d8a550",
    "tiger": "#e08a35", "elephant": "#9099a3", "robot": "#9fb2c0", "storm": "#5f7396",
    "ghost": "#dfe9f2", "moon": "#e9e4c9", "sun": "#f6c84c", "star": "#f5e08a", "sea": "#3f8fa6",
    "wind": "#b7d3dc", "fire": "#e8743b", "dragon": "#4f8a5b", "monster": "#6d5a8f",
    "alien": "#86b66b", "crow": "#2d2f38", "raven": "#2b2d36", "cloud": "#c9d4df",
    "whale": "#4d6f8f", "death": "#3b3942", "shadow": "#3a3a48", "snowman": "#eef3f7",
    "tree": "#5d7f49", "unicorn": "#efe6f0", "seagull": "#e8e8e6", "gull": "#e8e8e6",
    "polar bear": "#e8e6dc", "panda": "#e9e9e6", "parrot": "#3fa55b", "goat": "#d2c8b6",
    "river": "#5aa0b4", "rain": "#7c94ad", "winter": "#cfe0ea", "teddy bear": "#b98450",
    "scarecrow": "#c9a557", "golem": "#8b7d6b", "phoenix": "#e2662f", "octopus": "#b5577a",
    "duck": "#e3c24f", "duckling": "#f0d35c", "pig": "#e5a8a2", "piglet": "#eeb4ad",
    "turtle": "#6d9257", "tortoise": "#7c8a4e", "mermaid": "#6fb7a4", "troll": "#7d8a63",
}  # fmt: skip
"""Fur, feathers, shell or glow."""

SKINS: dict[Culture, str] = {
    "western": "#eec3a2 #e0ac86 #f1cfb5 #b97f5a #8a5a3c",
    "nordic": "#f3d3bd #eec3a2 #f0cdb4",
    "mediterranean": "#d9a47c #cf9669 #e3b48f",
    "middle eastern": "#c98f64 #d3a078 #b57d55",
    "south asian": "#a8714a #8f5d3b #bb835a",
    "east asian": "#eac29a #dfb288 #f0d0ad",
    "african": "#6b432c #7c5036 #54341f #8a5a3c",
    "latin american": "#bb835a #cf9669 #a06a45",
    "otherworldly": "#d8c3c9 #c8d0c0 #e0cdb8",
}
HAIR_COLOURS: dict[Culture, str] = {
    "western": "#4a3222 #7a4a26 #2b2320 #b5793a #c9a25a #8d3f22",
    "nordic": "#d9bd7a #c9a25a #a86b36 #7a5a3a #8d3f22",
    "mediterranean": "#2b2320 #3a2a20 #523522",
    "middle eastern": "#1f1b1a #2b2320 #3a2a20",
    "south asian": "#1b1818 #241e1c #33251d",
    "east asian": "#17161a #221e1f #2f2622",
    "african": "#16130f #211a16 #2c211b",
    "latin american": "#1f1a18 #2f231d #4a3222",
    "otherworldly": "#c9ccd6 #5a4b7a #3f6f6a #8d3f5a",
}
EYES = "#4f6b4a #3f5f86 #5a4028 #3a2c22 #6b7a86"
OUTFIT_COLOURS = (
    "#3f6c8f #b5533c #4f7a5a #c99a3b #6d4f7f #8a3f4f "
    "#2f4858 #a86b3c #5b8a8a #7a6a4f #44557f #9c5f77"
)
"""Clothes that go together; no two characters of a film share one."""
ACCENTS = "#e8c15a #f0e6d2 #d96f4e #8fc1b5 #f2b8a0 #c7d36f #9fb7e0 #e0e0e0"

ERA_OUTFITS: dict[Era, tuple[Outfit, ...]] = {
    "ancient": ("tunic", "robe", "cloak"),
    "medieval": ("tunic", "cloak", "robe", "dress"),
    "renaissance": ("coat", "gown", "tunic", "cloak"),
    "victorian": ("coat", "suit", "dress", "gown"),
    "modern": ("jumper", "shirt", "coat", "t-shirt", "hoodie", "dress"),
    "future": ("uniform", "hoodie", "coat", "jumper"),
}
CULTURE_OUTFITS: dict[Culture, tuple[Outfit, Outfit]] = {
    "east asian": ("kimono", "kimono"),
    "south asian": ("sari", "tunic"),
    "middle eastern": ("robe", "robe"),
}
"""What women and men of a culture wore before the modern era."""


def kind_of(text: str) -> tuple[Kind, str]:
    """Return what somebody described so is, and the species; humans have none."""
    found = find_words(text, SPECIES)
    return (SPECIES[found[0]], found[0]) if found else ("human", "")


def sex_of(text: str, name: str = "") -> Sex | None:
    """Return the sex that words or a first name tell, or None."""
    female = len(find_words(text, FEMALE_WORDS))
    male = len(find_words(text, MALE_WORDS))
    if female != male:
        return "female" if female > male else "male"
    first = name.lower().split()[0] if name.split() else ""
    if first in FEMALE_NAMES:
        return "female"
    return "male" if first in MALE_NAMES else None
