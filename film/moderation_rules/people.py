"""Real people: what may not be done to them, and the living public figures that the rules know."""

PEOPLE = {
    "deepfake": "deepfake*, deep fake*, face swap*, faceswap*, fake nude*, fake porn, fake video",
    "famous": (
        "celebrity, celebrities, famous actress*, famous actor*, famous singer*, real actress*, "
        "real actor*, real politician*, the real president, the real prime minister, a real "
        "person, real people, the president, the prime minister, my teacher, my classmate*, my "
        "ex, my neighbour, my neighbor, my coworker*, politician*, pop star*"
    ),
    "assault": (
        "beheaded, tortured, murdered, assassinated, assassinate, stabbed, hanged, executed, is "
        "shot, gets shot, shot dead, shot in, blown up, burned alive, beaten to death, lynched, "
        "strangled, killed, gassed, raped, dismembered, mutilated, in a coffin, bleeding"
    ),
    "assaults": (
        "kill, kills, murder, murders, behead, beheads, torture, tortures, stab, stabs, shoot, "
        "assassinate, assassinates, assassination of, execution of, murder of, killing of, "
        "torture of, hang, strangle, strangles, rape, rapes, beat up, poison"
    ),
    "defames": (
        "rapist, pedophile, paedophile, takes bribes, took bribes, bribery, bribed, sells drugs, "
        "drug dealer, murderer, child abuser, child molester, trafficker, traffics, traitor, "
        "embezzl*, launder*, wife beater, satanist, satan worshipper, beats his wife, beats her "
        "children, takes cocaine, snorts cocaine, on cocaine, secret nazi, steals money, stole "
        "the election, a criminal, cheats on, secretly murdered, eats children, terrorist"
    ),
    "in fun": (
        "satire, satirical, parody, spoof, cartoon*, court found, was convicted, documentar*, "
        "biopic, news report, survive*, fact check*, impersonator*, lookalike*, wrongly accused, "
        "denies, rumour*, rumor*, wrongly, libel*"
    ),
}

FIGURES = """
adele, alexandria ocasio cortez, andrzej duda, angela merkel, angelina jolie, ariana grande,
barack obama, bernie sanders, beyonce, biden, bill clinton, bill gates, billie eilish, bolsonaro,
boris johnson, brad pitt, bruno mars, cardi b, chris hemsworth, christian lindner, cristiano
ronaldo, daniel radcliffe, david beckham, doja cat, donald trump, donald tusk, drake the rapper,
dua lipa, ed sheeran, elon musk, eminem, emma stone, emma watson, emmanuel macron, erdogan,
friedrich merz, gal gadot, geert wilders, george clooney, giorgia meloni, greta thunberg, harry
styles, hillary clinton, j d vance, j k rowling, jair bolsonaro, jaroslaw kaczynski, javier milei,
jd vance, jeff bezos, jennifer aniston, jennifer lawrence, jennifer lopez, jk rowling, joe biden,
johnny depp, justin bieber, justin trudeau, kamala harris, kanye west, karol nawrocki, kate
middleton, keanu reeves, keir starmer, kim jong un, kim kardashian, king charles, kylian mbappe,
kylie jenner, lady gaga, lebron james, leonardo dicaprio, lewis hamilton, lionel messi,
lukashenko, lula da silva, madonna the singer, margot robbie, marine le pen, mark rutte, mark
zuckerberg, matteo salvini, meghan markle, melania trump, michelle obama, mike pence, miley cyrus,
millie bobby brown, modi the prime minister, narendra modi, natalie portman, netanyahu, nicki
minaj, nicolas maduro, nigel farage, obama, olaf scholz, oprah winfrey, pedro sanchez, penelope
cruz, pope leo, president macron, president trump, prince harry, prince william, putin, queen
camilla, rihanna, rishi sunak, robert downey jr, rodrigo duterte, roger federer, ron desantis,
rowan atkinson, ryan gosling, sabrina carpenter, scarlett johansson, selena gomez, serena
williams, shakira, simone biles, steven spielberg, taylor swift, timothee chalamet, tom cruise,
tom hanks, tom holland, ulf kristersson, ursula von der leyen, usain bolt, viktor orban, vladimir
putin, volodymyr zelensky, volodymyr zelenskyy, will smith the actor, xi jinping, zelensky,
zelenskyy, zendaya, zuckerberg
"""
"""Names by which they are known; single surnames only where nobody else has them."""
