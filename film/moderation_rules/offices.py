"""Offices: how a text has a persona shown as a public figure, or pass for somebody else."""

from collections.abc import Iterable

from film.moderation_rules.figures import Offices, folded
from film.moderation_rules.sign import Sign, gap, one_of

_OFFICE = one_of(
    r"vice_president president prime_minister premier chancellor king queen emperor "
    r"foreign_minister defen[cs]e_minister first_lady head_of_state dictator sultan emir "
    r"secretary_general "
    r"bundeskanzlers? bundeskanzlerin kanzlers? kanzlerin bundesprasident(?:en|in)? "
    r"prasident(?:en|in)? konigs? konigin ministerprasident(?:en|in)? "
    r"presidente premiere?_ministre roi reine primer_ministro primera_ministra rey reina "
    r"primo_ministro regina primeiro_ministro rei rainha koning(?:in)? minister-president "
    r"statsminister\w* kung(?:en)? drottning(?:en)? prezydent\w* premier\w* krol\w*"
)
_OF = one_of(
    r"of_the of von_der von_den von der des vom de_la de_los de du d' de_l' del della dell' degli "
    r"di do da dos das van av over i"
)
_KNOWN = one_of(
    r"actor actress singer rapper footballer politician president prime_minister senator pop_star "
    r"film_star movie_star rock_star celebrity influencer youtuber streamer comedian supermodel "
    r"model athlete tv_host presenter billionaire musician film_director boxer basketball_player "
    r"football_player tennis_player king queen pope"
)
_REAL = r"(?:a |an |the )?(?:real|real-life|actual|famous|well-known|living|popular)"
_SOMEBODY = rf"(?:{_KNOWN}|celebrit\w+|politicians?|mayor|minister|judge|police \w+|star)"
_PAST = r"\b" + one_of(
    r"1[0-8]\d\d \d{1,2}(?:st|nd|rd|th)_century medieval middle_ages ancient antiquity renaissance "
    r"tudor victorian baroque b\.?c\.? castle knights? fictional imaginary invented fairy_?tale"
)
"""What sets an office in a time or a tale where nobody living holds it."""
_TOLD_AGAINST = r"\b" + one_of(
    r"investigat\w+ detect\w+ against documentar\w+ expos\w+ victims? warns? debunk\w*"
)
_RELATIONS = one_of(
    "ex boss neighbou?r teacher classmate colleague coworker landlord rival stepmother"
)
NAMED = (
    r"\b(?:as|into|look like|looks like|looking like|be|become|becomes|am|play|plays|playing|"
    r"face of|voice of|impersonate|impersonating|impersonates|of) "
    r"(?:(?:[^\W\d_][\w'’-]+ ){0,2}[^\W\d_][\w'’-]+,? the (?:\w+ ){0,2}"
    rf"{_KNOWN}\b|the (?:famous |well-known |legendary )?{_KNOWN} "
    r"(?-i:[A-ZÀ-Þ])[\w'’-]+ (?-i:[A-ZÀ-Þ])[\w'’-]+)"
)
"""«As <Name>, the actor», over the text as it was written: a name is known by its capitals."""

_FAKES = (
    Sign(r"\bdeep ?fakes?\b(?: \w+){0,2} (?:of|by|with|from|where|in which)\b", _TOLD_AGAINST),
    Sign(
        r"\b(?:fake|faked) (?:video|clip|picture|photo|recording|call|audio|footage|film|image)\w* "
        r"(?:of|by|with|from|where|in which)\b",
        _TOLD_AGAINST,
    ),
    Sign(r"\b(?:make|create|making|generate|do|want) (?:me )?an? deep ?fake"),
    Sign(rf"\bdeep ?fakes?\b(?: \w+){{0,4}} my {_RELATIONS}\b"),
    Sign(
        rf"\b(?:look|looks|looking|pass|pose|posing|seen)\b(?:{gap(2)})?(?:like|as|for) "
        rf"{_REAL} {_SOMEBODY}\b"
    ),
    Sign(
        rf"\b(?:impersonat\w+|pretend(?:s|ing)? to be|lookalike of|double of|clone of) "
        rf"{_REAL} {_SOMEBODY}\b"
    ),
    Sign(rf"\bimpersonat\w+ (?:an? |the )?(?:celebrit\w+|politicians?|{_KNOWN})"),
    Sign(rf"\b{_REAL} (?:celebrit\w+|politicians?|public figures?)\b"),
    Sign(
        r"\b(?:fake|faked|staged|false) (?:\w+ )?(?:interview|speech|statement|news|confession|"
        r"endorsement|press conference|apology|evidence)\b",
        _TOLD_AGAINST,
    ),
    Sign(
        r"\bmake it (?:look|seem|sound) (?:like|as if|as though)\b(?: \w+){1,4} "
        r"(?:said|says|did|does|admits?|admitted|confess\w*|supports?|endorses?)\b"
    ),
    Sign(
        r"\b(?:people|everyone|everybody|they|viewers|voters|fans|followers|my \w+) "
        r"(?:will |should |must )?(?:think|thinks|believe|believes) (?:that )?(?:it|this|that)"
        r"(?:'?s| is| was) (?:really |actually )?(?:him|her|them|real|genuine|the real)\b"
    ),
    Sign(
        rf"\b(?:swap|put|paste|place|use|with)\b(?: \w+){{0,3}} (?:my|his|her) {_RELATIONS}"
        r"(?:'s|s)? face\b"
    ),
)


def figures(offices: Offices) -> tuple[Sign, ...]:
    """Return what asks for a public figure by office, or for somebody else's likeness."""
    of, people = _names(offices.countries), _names(offices.peoples)
    firms = _names(offices.companies)
    return (
        Sign(rf"\b{_OFFICE} (?:{_OF} ?)?{of}\b", _PAST),
        Sign(rf"\b{_OFFICE} of the (?:us|u\.s\.|uk|un|eu)(?!\w)", _PAST),
        Sign(rf"\b{people}[ -]{_OFFICE}\b", _PAST),
        Sign(r"\b(?:the pope|papst|le pape|el papa|il papa|potus|flotus|dalai lama)\b", _PAST),
        Sign(rf"\b(?:real|current|sitting|incumbent|acting) {_OFFICE}\b"),
        Sign(r"\b(?:bundeskanzler(?:in)?|bundesprasident(?:in)?)\b"),
        Sign(rf"\b(?:ceo|boss|head|founder|owner|chief executive) of {firms}\b"),
        *_FAKES,
    )


def _names(names: Iterable[str]) -> str:
    """Return an expression for any of some names; nothing matches where there are none."""
    plain = sorted({" ".join(folded(name)) for name in names}, key=len, reverse=True)
    known = "|".join(name.replace(" ", "[ -]") for name in plain if name)
    return f"(?:{known})" if known else r"(?!)"
