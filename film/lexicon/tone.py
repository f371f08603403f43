"""The tone of a text: time, weather, era, culture, genre, mood, emotion and delivery."""

from collections.abc import Mapping
from typing import TypeVar

from film.lexicon.words import find_words
from film.story import (
    Culture,
    Delivery,
    Emotion,
    Era,
    Genre,
    Mood,
    TimeOfDay,
    Weather,
)

Key = TypeVar("Key", bound=str)

_TIMES: dict[TimeOfDay, str] = {
    "dawn": "dawn, sunrise, daybreak, first light, early morning, cockcrow",
    "day": "day, morning, noon, midday, afternoon, daylight, sunny, daytime, lunchtime",
    "dusk": "dusk, evening, sunset, twilight, sundown, nightfall, golden hour, magic hour",
    "night": "night, midnight, nighttime, moonlight, moonlit, late night, small hours, starlight, "
    "stars, starry, candlelight, 3am, 2am, 4am",
}
_WEATHERS: dict[Weather, str] = {
    "storm": "storm, thunder, lightning, thunderstorm, gale, hurricane, tempest, typhoon, squall, "
    "cyclone, tornado, blizzard",
    "rain": "rain, raining, rainy, drizzle, downpour, shower, wet, monsoon, flood",
    "snow": "snow, snowing, snowy, snowfall, snowflake, frost, blizzard, winter, christmas, frozen",
    "fog": "fog, foggy, mist, misty, haze, smog",
    "cloud": "cloud, cloudy, overcast, grey sky, gray sky, gloomy, dull",
    "clear": "clear, sun, sunny, sunlight, cloudless, blue sky, heatwave, summer",
}
_ERAS: dict[Era, str] = {
    "ancient": "ancient, rome, roman, gladiator, pharaoh, egypt, egyptian, pyramid, greek, sparta, "
    "centurion, toga, babylon, stone age, caveman, prehistoric, mammoth, athens, chariot, "
    "cleopatra",
    "medieval": "medieval, caravan, salt road, silk road, emir, scimitar, knight, castle, king, "
    "queen, viking, dragon, wizard, witch, peasant, "
    "monk, minstrel, bard, squire, sorcerer, sword, princess, prince, blacksmith, elf, dwarf, "
    "kingdom, samurai, shogun, ronin, alchemist, jester, crusade, longship, troll",
    "renaissance": "renaissance, pirate, galleon, musketeer, shakespeare, inquisition, "
    "conquistador, "
    "leonardo, medici, 1500s, 1600s, buccaneer, cartographer, plague, lute, silk road",
    "victorian": "victorian, steam, steampunk, gaslight, governess, sherlock, cowboy, saloon, "
    "sheriff, gold rush, wild west, outlaw, 1800s, 19th century, telegraph, steam engine, whaler, "
    "gramophone, carriage, chimney sweep, workhouse, dickens, edwardian, airship, 1890, 1888",
    "future": "future, futuristic, spaceship, starship, space, robot, android, cyborg, mars, "
    "galaxy, alien, cyberpunk, hologram, colony, astronaut, space station, planet, ai, clone, "
    "time machine, 2100, 2200, 23rd century, 22nd century, artificial intelligence",
    "modern": "phone, car, computer, office, internet, bus, taxi, laptop, television, subway, "
    "airport, bicycle, motorway, radio, cinema, 1950s, 1980s, today, camera, supermarket, radio "
    "station, record shop",
}
_CULTURES: dict[Culture, str] = {
    "nordic": "nordic, viking, norway, norwegian, sweden, swedish, iceland, icelandic, fjord, "
    "finland, finnish, denmark, danish, longship, sami, aurora, northern lights, troll, faroe",
    "mediterranean": "mediterranean, italy, italian, greece, greek, spain, spanish, rome, roman, "
    "venice, sicily, sicilian, naples, olive, athens, crete, portugal, lisbon, gladiator, florence",
    "middle eastern": "arab, arabian, egypt, egyptian, persia, persian, iran, cairo, baghdad, "
    "souk, bazaar, sultan, genie, djinn, pharaoh, morocco, bedouin, oasis, istanbul, turkey, "
    "turkish, sahara, camel, caravan, jerusalem, marrakesh, damascus",
    "south asian": "india, indian, mumbai, delhi, monsoon, sari, bengal, nepal, himalaya, "
    "pakistan, sri lanka, maharaja, kolkata, ganges, rickshaw, kathmandu, sitar, kerala, bollywood",
    "east asian": "japan, japanese, tokyo, kyoto, samurai, shogun, ronin, ninja, china, chinese, "
    "beijing, shanghai, korea, korean, seoul, kimono, pagoda, sushi, ramen, geisha, tea master, "
    "dojo, bonsai, origami, hong kong, vietnam, mongolia, calligrapher, haiku",
    "african": "africa, african, kenya, nigeria, nigerian, lagos, nairobi, savanna, savannah, "
    "griot, ghana, ethiopia, mali, senegal, zulu, serengeti, baobab, timbuktu, congo, accra",
    "latin american": "mexico, mexican, brazil, peru, andes, inca, aztec, maya, mayan, cuba, "
    "cuban, havana, argentina, tango, amazon, mariachi, rio, bogota, chile, gaucho, buenos aires",
    "otherworldly": "alien world, galaxy, alien, underworld, dreamworld, otherworld, parallel "
    "universe, elf, fairy",
    "western": "new york, london, paris, cowboy, lighthouse, england, scotland, ireland, texas, "
    "california, berlin, germany, france, canada, australia, highland, cornwall, maine",
}
_GENRES: dict[Genre, str] = {
    "documentary": "documentary, history of, true story, how, life of, nature film, wildlife, "
    "portrait of, record of, the making of, a day in the life, the last, real, migration, "
    "ecosystem",
    "horror": "horror, haunted, haunting, monster, zombie, vampire, werewolf, demon, curse, "
    "cursed, "
    "nightmare, scary, creepy, possessed, ghoul, basement, something in the, blood, asylum, "
    "scarecrow, whispers, graveyard, exorcist, terrifying",
    "thriller": "thriller, murder, killer, spy, bomb, hostage, kidnap, kidnapped, detective, "
    "conspiracy, assassin, witness, heist, chase, hunted, crime, blackmail, stalker, poison, "
    "undercover, fugitive, agent, hacker, evidence, steals, steal, robs, diamond, missing, "
    "sabotage, ransom, smuggler",
    "science fiction": "science fiction, sci-fi, spaceship, space, robot, android, alien, mars, "
    "planet, galaxy, time travel, time machine, astronaut, clone, cyborg, future, ai, "
    "artificial intelligence, colony, starship, satellite, space station, hologram, quantum, "
    "cosmonaut, moon base",
    "fantasy": "fantasy, dragon, wizard, witch, magic, magical, spell, elf, fairy, enchanted, "
    "kingdom, sorcerer, unicorn, troll, dwarf, prophecy, goblin, mermaid, phoenix, giant, "
    "knight, genie, wish, potion, wand, storm, spirit, selkie, cloud, moon, star, wind, griffin",
    "romance": "romance, love, falls in love, lover, kiss, wedding, valentine, date, heart, "
    "romantic, marries, dance, couple, bride, groom, crush, soulmate, sweetheart, proposal, "
    "love letter, darling",
    "comedy": "comedy, funny, hilarious, clumsy, prank, mix-up, awkward, joke, clown, disaster, "
    "accidentally, accident, ridiculous, terrible, worst, silly, incompetent, mistaken, wrong, "
    "reluctant, sausage, chicken, goat, mother-in-law, sitcom, comedian, insists, allergic, "
    "yoga, parrot",
    "children": "children, kid, child, bedtime, teddy bear, puppy, kitten, bunny, rabbit, mouse, "
    "duckling, little, toy, doll, kindergarten, hedgehog, playground, balloon, snowman, "
    "squirrel, baby, bear cub, tiny, piglet, penguin, fox, owl, boy, girl, kite",
    "adventure": "adventure, treasure, expedition, explorer, jungle, pirate, quest, journey, "
    "voyage, map, climb, races, race, island, temple, lost city, desert, summit, sail, sails, "
    "raft, crosses, expedition, archaeologist, balloon, mountain, adventurer",
    "drama": "drama, family, father, mother, grief, farewell, funeral, divorce, memory, remembers, "
    "forgives, last time, returns, home, war, hospital, old man, old woman, widow, widower, "
    "daughter, son, sister, brother, lonely, retired",
}
_MOODS: dict[Mood, str] = {
    "frightening": "scream, terror, monster, blood, horror, claw, shriek, nightmare",
    "ominous": "shadow, dread, grave, silent, dark, creak, creaking, cold, empty, alone, locked",
    "tense": "gun, bomb, run, runs, chase, hurry, police, alarm, siren, knife, danger, fight, "
    "shouts, slams, races, countdown, trembling, storm, threat, wreck, angry",
    "sad": "cries, tears, weeps, funeral, death, dead, dies, grief, sobs, goodbye, widow, alone",
    "wistful": "remember, remembers, photograph, old, memory, letter, once, farewell, autumn, "
    "years",
    "tender": "kiss, hug, hugs, embrace, embraces, love, holds her, holds his, caress, gently, "
    "baby, touches, hand",
    "joyful": "laugh, laughs, laughing, dance, dances, party, cheer, cheers, wedding, birthday, "
    "festival, celebrate, song, sings, music",
    "playful": "joke, clown, prank, trips, slips, silly, puppy, giggles, mischief, wink, winks, "
    "grins, tumble, sneezes",
    "mysterious": "mystery, secret, strange, fog, whisper, whispers, hidden, mask, symbol, "
    "stranger",
    "wondrous": "magic, glow, glows, glowing, star, stars, miracle, dragon, shimmer, galaxy, light "
    "fills, aurora, float, floats, sparkle",
    "triumphant": "victory, wins, won, triumph, champion, hero, crown, summit",
    "heroic": "sword, battle, rescue, rescues, leap, leaps, courage, charge, brave",
    "warm": "smile, smiles, fire, home, tea, coffee, bread, friend, breakfast, kitchen, cosy",
    "calm": "quiet, still, sleep, sleeps, gentle, lake, garden, morning, peaceful, sits",
}
_EMOTIONS: dict[Emotion, str] = {
    "angry": "angry, angrily, furious, furiously, snaps, snapping, shouting, yelling, livid, "
    "bitter, "
    "bitterly, hissing, growling, sharply, irritated, annoyed, seething, cross",
    "sad": "sad, sadly, crying, tearful, tears, sobbing, weeping, broken, mournful, heartbroken, "
    "quietly sad, grieving, defeated",
    "afraid": "afraid, scared, terrified, frightened, trembling, panicked, panicking, fearful, "
    "shaking, horrified, in horror",
    "happy": "happy, happily, smiling, smiles, joyful, beaming, delighted, laughing, cheerful, "
    "excited, grinning, brightly, thrilled, proud, proudly",
    "amused": "amused, teasing, wry, wryly, dry, dryly, chuckling, smirking, joking, sarcastic, "
    "deadpan, mischievous, playful, winking",
    "surprised": "surprised, shocked, startled, astonished, amazed, gasping, stunned, disbelief",
    "disgusted": "disgusted, revolted, gagging, contempt, contemptuous, sneering",
    "determined": "determined, firm, firmly, resolute, steady, grim, grimly, stern, sternly, "
    "commanding",
    "tender": "tender, tenderly, gently, gentle, softly, lovingly, warmly, kindly, moved",
    "worried": "worried, nervous, nervously, anxious, anxiously, hesitant, hesitating, uneasy, "
    "unsure, stammering, uncertain, concerned",
}
_DELIVERIES: dict[Delivery, str] = {
    "whisper": "whisper, whispers, whispering, whispered, under her breath, under his breath, "
    "sotto, "
    "sotto voce, hushed, murmuring, murmurs, breath",
    "shout": "shout, shouting, shouts, yelling, yells, screaming, screams, calling, calls, calling "
    "out, bellowing, roaring, over the noise, over the wind, over the engine",
    "afraid": "afraid, scared, terrified, frightened, trembling, panicked, shaking, stammering",
    "angry": "angry, angrily, furious, snaps, hissing, growling, bitter, bitterly, sharply, livid",
    "sad": "sad, sadly, crying, tearful, sobbing, weeping, broken, mournful, choking up, choked",
    "excited": "excited, excitedly, thrilled, delighted, laughing, beaming, breathless, eager, "
    "eagerly, brightly, cheerful, singing, proud",
    "slow": "slow, slowly, thoughtful, thoughtfully, pause, beat, tired, weary, wearily, dreamy, "
    "carefully, deliberate, drowsy, reading, to the audience",
    "fast": "fast, quickly, hurried, hurrying, rapid, rapidly, urgent, urgently, panting, "
    "rattling off",
    "soft": "soft, softly, gently, quiet, quietly, tender, tenderly, to herself, to himself, to "
    "itself, low, kindly, warmly, gentle, calm, calmly, sighing",
}


def _find(text: str, table: Mapping[Key, str], least: int = 1) -> Key | None:
    """Return the key with most words in the text; the first of the table among equals."""
    best: Key | None = None
    most = least - 1
    for key, words in table.items():
        count = len(find_words(text, words.split(", ")))
        if count > most:
            best, most = key, count
    return best


def find_time(text: str) -> TimeOfDay | None:
    """Return the time of day a text names."""
    return _find(text, _TIMES)


def find_weather(text: str) -> Weather | None:
    """Return the weather a text names."""
    return _find(text, _WEATHERS)


def find_era(text: str) -> Era | None:
    """Return the era a text's words belong to."""
    return _find(text, _ERAS)


def find_culture(text: str) -> Culture | None:
    """Return the culture a text's words belong to."""
    return _find(text, _CULTURES)


def find_genre(text: str) -> Genre | None:
    """Return the genre a text's words belong to."""
    return _find(text, _GENRES)


def find_mood(text: str) -> Mood | None:
    """Return the mood a text's words suggest: two of them at least."""
    return _find(text, _MOODS, least=2)


def find_emotion(text: str) -> Emotion | None:
    """Return the emotion a parenthetical or a description names."""
    return _find(text, _EMOTIONS)


def find_delivery(text: str) -> Delivery | None:
    """Return the delivery a parenthetical asks for."""
    return _find(text, _DELIVERIES)
