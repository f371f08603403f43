"""Where a scene plays: words for places onto the settings that can be drawn."""

from dataclasses import dataclass

from film.lexicon.words import find_words
from film.story import Setting

_OUTDOORS: dict[Setting, str] = {
    "coast": "coast, sea, seaside, beach, shore, seashore, cliff, ocean, island, bay, cove, reef, "
    "lighthouse, lamp room, gallery of the lighthouse, dune by the sea, tide pool, wreck, raft, "
    "open sea, surf, headland, peninsula, lagoon, tide, whale",
    "harbour": "harbour, harbor, port, dock, quay, pier, jetty, wharf, marina, ship, deck, boat, "
    "trawler, ferry, sailing ship, galleon, submarine, shipyard, boatyard, fishing boat, canal, "
    "pirate ship, yacht, mooring",
    "forest": "forest, wood, woods, woodland, jungle, rainforest, grove, clearing, glade, thicket, "
    "taiga, campfire, camp, treehouse, tree house, swamp, marsh, bamboo, orchard",
    "mountains": "mountain, mountains, peak, summit, ridge, alp, alps, hill, hilltop, valley, "
    "canyon, gorge, glacier pass, mountain pass, volcano, monastery path, slope, himalaya, ledge",
    "desert": "desert, dune, sahara, oasis, sand, caravan, pyramid, wasteland, mesa, outback, "
    "badlands, salt flat, savanna, savannah",
    "snowfield": "snowfield, snow, tundra, arctic, antarctic, antarctica, glacier, ice, iceberg, "
    "north pole, south pole, polar station, ice floe, igloo, frozen lake, ski slope",
    "village": "village, hamlet, town, cottage, courtyard, yard, town square, village square, "
    "village green, churchyard, graveyard, cemetery, well, mill, windmill, inn yard, fort, garden, "
    "homestead, front porch, porch, palace garden, castle, moat, gate, wall",
    "street": "street, alley, alleyway, city, avenue, boulevard, sidewalk, pavement, crossroads, "
    "downtown, metropolis, neighbourhood, neighborhood, plaza, square, bus stop, tram, piazza, "
    "paris, london, tokyo, new york, venice, rome, berlin, mumbai, lagos, cairo, back street, "
    "shop front, building, skyscraper",
    "rooftop": "rooftop, roof, terrace, balcony, fire escape, tower, chimney, water tower, ledge, "
    "bell tower, belfry, clock tower, clocktower",
    "park": "park, playground, bench, pond, fountain, botanical garden, zoo, fairground, carnival, "
    "amusement park, circus, stadium, pitch, picnic, lawn, skate park, schoolyard, bandstand",
    "road": "road, highway, motorway, roadside, lane, car, truck, bus, petrol station, "
    "gas station, bicycle lane, bridge, track, railway, train, carriage, motel, crossroad, rally, "
    "parking lot, car park, racetrack, railway station, train station, platform",
    "market": "market, bazaar, souk, fair, stall, market square, marketplace, flea market, "
    "night market, shop, store",
    "temple": "temple, shrine, pagoda, monastery, ruin, ruins, church, cathedral, mosque, "
    "synagogue, abbey, chapel, stupa, altar, tomb, acropolis",
    "field": "field, meadow, farm, pasture, prairie, vineyard, wheat field, cornfield, paddock, "
    "plain, moor, heath, steppe, barn, ranch, grassland, plantation, rice field, rice terrace",
    "river": "river, riverbank, stream, creek, brook, waterfall, lake, lakeside, ford, delta, "
    "estuary, rapids, canoe, dam, water mill, watermill, bayou",
    "planet": "planet, moon, mars, asteroid, alien world, crater, lunar, venus, comet, "
    "jupiter, saturn, exoplanet, colony, titan, europa",
    "cave": "cave, cavern, mine, tunnel, grotto, underground, den, lair, catacomb, crypt, burrow",
    "spaceship": "space, outer space, orbit, space station, starship, spaceship, spacecraft",
}
_INDOORS: dict[Setting, str] = {
    "kitchen": "kitchen, galley, pantry, bakery, scullery, canteen kitchen, bakehouse, pizzeria",
    "living room": "living room, lounge, sitting room, parlour, parlor, house, home, cottage, "
    "cabin, flat, apartment, hut, hall, hallway, dining room, farmhouse, attic, lighthouse, "
    "lamp room, watchman's room, tower room, loft, studio, tent, caravan, boat, mansion, den, inn, "
    "theatre, theater, stage, ballroom, piano room, music room, cellar, basement, barn, igloo, "
    "shop, workshop, garage, bookbinder's, toy shop, clock shop, clockmaker's shop",
    "bedroom": "bedroom, bed, dormitory, nursery, motel room, hotel room, bathroom, guest room, "
    "attic room, bunk",
    "office": "office, corridor, reception, boardroom, meeting room, police station, interrogation "
    "room, newsroom, bank, lift, elevator, courtroom, lobby, studio booth, radio station, "
    "control room, call centre, archive, embassy, headquarters, vault, post office, airport, "
    "station, train, carriage, bus, car, museum, gallery",
    "classroom": "classroom, school, schoolroom, lecture hall, gym, university, kindergarten, "
    "nursery school, auditorium, academy, dojo, rehearsal room",
    "café": "café, cafe, bar, diner, pub, restaurant, tavern, saloon, coffee shop, tearoom, "
    "tea house, teahouse, bistro, canteen, inn, nightclub, club, noodle bar, ice cream parlour",
    "hospital": "hospital, ward, clinic, operating room, operating theatre, surgery, waiting room, "
    "infirmary, emergency room, nursing home, hospice, asylum, delivery room, doctor's",
    "laboratory": "laboratory, lab, observatory, research station, test chamber, greenhouse, "
    "server room, factory, engine room, machine room, power station, bunker, boiler room, forge",
    "castle hall": "castle, castle hall, throne room, great hall, palace, dungeon, keep, "
    "banquet hall, fortress, tower, chamber, court",
    "cave": "cave, cavern, mine, tunnel, grotto, crypt, catacomb, sewer, subway, metro, burrow, "
    "lair, tomb",
    "spaceship": "spaceship, starship, space station, bridge, cockpit, airlock, cryo bay, "
    "cargo bay, capsule, shuttle, spacecraft, rocket, escape pod, submarine, command module, "
    "module, ship, cryobay",
    "temple": "temple, church, cathedral, mosque, chapel, shrine, abbey, monastery, synagogue, "
    "pagoda, pyramid, oracle",
    "library": "library, bookshop, bookstore, study, reading room, archive, scriptorium",
    "market": "supermarket, grocery, market, market hall, bazaar, mall, department store, store",
}
_ALWAYS_INDOORS = frozenset((
    "kitchen", "living room", "bedroom", "office", "classroom", "hospital", "laboratory",
    "library", "café", "bar", "diner", "pub", "restaurant", "tavern", "saloon", "coffee shop",
    "bakery", "school", "museum", "attic", "cellar", "basement", "bookshop", "throne room",
    "great hall", "bunker", "factory", "corridor", "hallway", "elevator", "workshop", "studio",
    "observatory", "cockpit", "airlock", "lab", "greenhouse", "house", "home", "apartment",
    "cabin", "nursery", "ward", "clinic", "courtroom", "police station", "theatre", "theater",
    "bank", "tearoom", "tea house", "teahouse", "university", "spaceship", "starship",
    "space station", "clock shop", "toy shop", "post office", "newsroom", "radio station",
    "pizzeria", "ballroom", "dungeon", "supermarket", "spacecraft", "archive", "control room",
))  # fmt: skip
INTERIOR_SETTINGS = frozenset(
    ("kitchen", "living room", "bedroom", "office", "classroom", "café", "hospital",
     "laboratory", "castle hall", "spaceship", "library")
)  # fmt: skip
"""Settings that are always under a roof."""


def _table(places: dict[Setting, str]) -> dict[str, Setting]:
    return {word: setting for setting, words in places.items() for word in words.split(", ")}


_OUT = _table(_OUTDOORS)
_IN = _table(_INDOORS)
_OUT_EVERYWHERE = {**dict(_IN.items()), **_OUT}
_IN_EVERYWHERE = {**_OUT, **_IN}


_AMBIGUOUS = frozenset((
    "well", "keep", "fair", "court", "mine", "lift", "ford", "track", "hall", "den", "club",
    "wall", "gate", "pitch", "stage", "square", "bus", "car", "ice", "sand", "ridge", "bed",
    "flat", "bay", "fort", "tide", "snow", "surf", "pass", "platform", "whale", "camp",
))  # fmt: skip
"""Words that are a place in a slugline, and something else in a sentence."""


@dataclass(frozen=True)
class FoundPlace:
    """A place that a text names."""

    word: str
    """The text's own word for it, singular."""
    setting: Setting
    interior: bool


def _heads(text: str, words: list[str]) -> list[str]:
    """Put the head of a compound first: a mountain village is a village."""
    low = text.lower()
    if len(words) > 1 and f"{words[0]} {words[1]}" in low:
        return [words[1], words[0], *words[2:]]
    return words


def find_place(text: str, interior: bool | None = None) -> FoundPlace | None:
    """Return the place that a text is about, or None when it names none.

    A slugline's INT. and EXT. decide what a word means: EXT. LIGHTHOUSE is the coast and INT.
    LIGHTHOUSE its living room. The last word that fits best wins: LIGHTHOUSE KITCHEN.
    """
    table = _IN_EVERYWHERE if interior else _OUT_EVERYWHERE
    words = find_words(text, table)
    if interior is None:
        words = _heads(text, [word for word in words if word not in _AMBIGUOUS])
    if not words:
        return None
    if interior is None:
        inside = words[0] in _ALWAYS_INDOORS
        word = words[0]
        setting = _IN_EVERYWHERE[word] if inside else table[word]
    else:
        inside = interior
        own = [word for word in words if word in (_IN if interior else _OUT)]
        word = (own or words)[-1 if interior else 0]
        setting = table[word]
    return FoundPlace(word, setting, inside or setting in INTERIOR_SETTINGS)
