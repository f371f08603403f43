"""Things that can be seen: what stands in a place, and what is held, found or fought over."""

import re

from film.lexicon.words import find_words

LANDMARKS = frozenset((
    "lighthouse", "bridge", "castle", "tower", "windmill", "church", "tree", "boat", "ship",
    "house", "cabin", "cottage", "tent", "fountain", "statue", "ferris wheel", "train", "rocket",
    "spaceship", "volcano", "pyramid", "well", "gate", "bench", "clock tower", "carousel", "barn",
    "pier", "temple", "pagoda", "campfire", "signpost", "lamppost", "waterfall", "wreck", "car",
    "bus", "tram", "truck", "sailing boat", "ruin", "iceberg", "igloo", "hut", "treehouse",
    "greenhouse", "rainbow", "moon", "star", "sun", "snowman", "scarecrow", "fence", "phone box",
    "water tower", "market stall", "cactus", "palm tree", "totem", "gravestone",
    "hot air balloon", "airship", "satellite", "antenna", "dragon", "whale", "helicopter",
    "plane",
))  # fmt: skip
"""What may stand in a place in every shot of it."""

PROPS = frozenset((
    "lamp", "lantern", "letter", "key", "map", "book", "telescope", "bicycle", "piano", "violin",
    "guitar", "kite", "robot", "cup", "teapot", "kettle", "bottle", "candle", "clock", "watch",
    "pocket watch", "compass", "camera", "phone", "telephone", "radio", "photograph", "picture",
    "painting", "paintbrush", "umbrella", "suitcase", "bag", "backpack", "hat", "coat", "shoe",
    "boot", "ring", "necklace", "crown", "sword", "shield", "bow", "arrow", "wand", "potion",
    "crystal ball", "crystal", "diamond", "jewel", "coin", "treasure", "chest", "box", "gift",
    "flower", "rose", "apple", "bread", "cake", "pie", "soup", "bowl", "spoon", "knife", "rope",
    "anchor", "net", "shell", "pearl", "feather", "egg", "seed", "mirror", "window", "door",
    "chair", "table", "bed", "ladder", "broom", "bucket", "hammer", "wrench", "gear", "wheel",
    "engine", "drum", "flute", "trumpet", "bell", "music box", "record", "record player",
    "typewriter", "newspaper", "pen", "notebook", "diary", "chalk", "blackboard", "globe",
    "balloon", "ball", "doll", "teddy bear", "toy", "puppet", "chessboard", "card", "dice",
    "ticket", "badge", "gun", "bomb", "wire", "screen", "computer", "laptop", "drone",
    "microscope", "test tube", "syringe", "pill", "bandage", "flag", "torch", "flashlight",
    "match", "firework", "snowball", "sled", "skis", "skateboard", "helmet", "oar", "bonsai",
    "fan", "scroll", "mask", "lute", "harp", "saxophone", "microphone", "envelope", "parcel",
    "briefcase", "locket", "scissors", "needle", "thread", "quilt", "blanket", "scarf", "glove",
    "sandwich", "coffee", "tea", "honey", "jar", "basket", "fish", "pumpkin", "mushroom", "star",
    "snow globe", "hourglass", "accordion", "plate", "pencil", "paper boat", "paper plane",
    "stove", "bone", "magnet", "medal", "trophy", "boat", "dress",
))  # fmt: skip
"""What may be seen close."""

STANDING = frozenset((
    "anchor", "bed", "bicycle", "boat", "bonsai", "box", "cake", "chair", "chessboard", "chest",
    "coat", "computer", "door", "dress", "drone", "drum", "flag", "harp", "ladder", "lamp",
    "laptop", "microscope", "net", "painting", "parcel", "piano", "pumpkin", "radio",
    "record player", "robot", "sapling", "screen", "sled", "table", "telescope", "treasure",
    "tree", "typewriter", "wheel", "window",
))  # fmt: skip
"""What stands by itself, and is not carried about."""

INDOORS = frozenset((
    "bed", "chair", "chessboard", "computer", "globe", "harp", "laptop", "microscope", "painting",
    "piano", "record player", "screen", "table", "typewriter", "window",
))  # fmt: skip
"""What has no place under the open sky."""

_ALIASES = {
    "bike": "bicycle", "photo": "photograph", "notes": "notebook", "spyglass": "telescope",
    "fiddle": "violin", "cello": "violin", "mobile": "phone", "smartphone": "phone",
    "journal": "diary", "automobile": "car", "lorry": "truck", "jeep": "car", "van": "car",
    "steamer": "ship", "galleon": "ship", "trawler": "boat", "dinghy": "boat", "canoe": "boat",
    "rowing boat": "boat", "fishing boat": "boat", "sailboat": "sailing boat", "ferry": "ship",
    "submarine": "ship", "locomotive": "train", "carriage": "train", "android": "robot",
    "present": "gift", "lantern light": "lantern", "wristwatch": "watch", "mug": "cup",
    "shack": "hut", "chapel": "church", "cathedral": "church", "oak": "tree", "pine": "tree",
    "willow": "tree", "starship": "spaceship", "flashlamp": "flashlight", "loaf": "bread",
    "croissant": "bread", "biscuit": "cake", "cookie": "cake", "chess": "chessboard",
    "manuscript": "scroll", "gem": "jewel", "ruby": "jewel", "emerald": "jewel",
    "guidebook": "book", "recipe": "book", "novel": "book", "postcard": "letter",
    "message": "letter", "telegram": "letter", "gramophone": "record player",
    "fairy light": "lamp", "oil lamp": "lantern", "beacon": "lighthouse", "fire": "campfire",
    "motorbike": "bicycle", "aeroplane": "plane", "airplane": "plane",
}  # fmt: skip


def find_landmarks(text: str) -> list[str]:
    """Return the landmarks a text names, as singular plain nouns, in its order."""
    return _find(text, LANDMARKS)


def find_props(text: str) -> list[str]:
    """Return the props a text names, as singular plain nouns, in its order."""
    return _find(_RINGING.sub(" ", text), PROPS)


_RINGING = re.compile(
    r"(?<!\btwo )(?<!\bthe )\brings\b(?=[.,!?]|\s+(?:the|an?|his|her|its|from|out|back|once|twice|"
    r"again|at|in)\b)",
    re.IGNORECASE,
)
"""What a telephone does is no jewellery."""


def _find(text: str, table: frozenset[str]) -> list[str]:
    names = set(table) | {alias for alias, name in _ALIASES.items() if name in table}
    found = find_words(text, sorted(names))
    return list(dict.fromkeys(_ALIASES.get(name, name) for name in found))
