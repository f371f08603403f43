"""Real people: what may not be done to them."""

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
