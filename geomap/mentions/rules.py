"""Where a role is a matter of form, not of likelihood: datelines, nationals, credits, hyphens."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from geomap.languages import LanguagePack, shipped_languages
from geomap.mentions.datelines import dateline_ranges
from geomap.mentions.known import SEAT
from geomap.mentions.longer import is_degree, is_site, role_in_longer
from geomap.mentions.roles import Found
from geomap.mentions.tokens import Tokens
from geomap.records import Role

_NATIONALS = re.compile(
    r"\b(?:citizens?|nationals?|volunteers?|mercenar(?:y|ies)|fighters|recruits?|migrants?|immigrants?|refugees|"
    r"expatriates|natives?|passports?|ambassadors?|diplomats?|delegations?|delegates|athletes)\s+(?:from|of|to)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(r"(?:and|or|as well as|including|countries|the|[\s,\-–—])*")  # between the names of a list
_ENDS = re.compile(r"[.!?;:\n]")
_LIST_REACH = 60  # code points from "citizens of" to the first name, at most
_SIDES = frozenset({"-", "‑", "–"})
# "the sea port of Odesa", "the outskirts of Bakhmut": what is ground does not act.
_GROUND = re.compile(
    r"\b(?:cit(?:y|ies)|towns?|villages?|settlements?|hamlets?|ports?|harbou?rs?|suburbs?|outskirts|edges?|flanks|centres?|"
    r"centers?|middle|streets|skies|airspace|coasts?|shores?|banks?|islands?|regions?|provinces?|oblasts?|districts?|raions?|"
    r"counties|neighbou?rhoods?|parts?|areas?|ruins|north|south|east|west|north-?east|north-?west|south-?east|south-?west)"
    r"\s+of\s+(?:the\s+)?$"
)
# "his Waterloo", "another Srebrenica", "a little Berlin", "no Normandy", "the next Aleppo", "the marines' Hue": a place
# that can be owned or had twice is a figure of speech, unless a noun follows, which it then describes: "a Gaza
# hospital", "their Kyiv office". What owns a town for real is a land: "the country's Kherson".
_FIGURE_BEFORE = re.compile(
    r"\b(?:(?:an?|another|no|his|her|its|my|our|their|your|every)\s+"
    r"(?:(?:little|mini|modern|new|next|second|own|latter-day|would-be)\s+)?"
    r"|the\s+(?:next|new|second|third|modern|latter-day)\s+"
    r"|(?!(?:he|here|how|it|let|she|that|there|what|where|who)['’])(?-i:[a-z]+)(?<!country)(?<!region)(?<!province)"
    r"(?<!state)(?<!nation)(?<!city)(?<!capital)(?<!island)(?<!republic)"
    r"(?:['’]s|s['’])\s+)$",
    re.IGNORECASE,
)
# "the Guernica of our age": who takes one thing for another says whose it is.
_THE = re.compile(r"(?:^|[^\w\s]\s*|\b(?!(?:at|for|from|in|near|of|on|to)\b)\w+\s+)the\s+$", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+(?:the|our|his|her|its|my|their|this|that)\b")
_FIGURE_BEHIND = re.compile(
    r"\s*(?:$|,(?!\s+[^\W\d_a-z])|[^\w\s,'’-]"  # not in front of a state: "a Dallas, Texas, policeman"
    r"|(?:and|as|at|but|by|for|if|in|of|on|or|than|that|to|when|which|with|is|was|were|will|would)\b)"
)
# What only ground suffers: "Tokyo was gassed", "Juba fell to the rebels", "Kyiv came under fire". What hits states is
# sanctions and scandals.
_HELPS = (
    r"(?:\s+(?:also|again|already|finally|has|have|had|itself|is|was|were|been|being|be|now|nearly|once|soon|then))*"
)
_SUFFERS = re.compile(
    rf"{_HELPS}\s+(?:(?:is|was|were|been|being|be)\s+(?:[a-z]+ly\s+|again\s+|also\s+|nearly\s+)*"
    r"(?:(?:air-?raided|ambushed|besieged|bombarded|bombed|burned|captured|devastated|encircled|flattened|gassed|liberated|"
    r"looted|overrun|pounded|raided|ransacked|ravaged|razed|recaptured|retaken|sacked|shelled|stormed|torched)\b"
    r"|(?:attacked|hit|jolted|rocked|shaken|struck|targeted)\b(?!\s+(?:hard\s+|badly\s+)?(?:by|with)\s+(?:(?!after)[a-z]+\s+){0,2}"
    r"(?:allegations|boycotts?|claims?|cris[ei]s|criticism|cuts|debts?|downgrades?|embargo(?:es)?|fines?|inflation|lawsuits?|"
    r"measures|news|outcry|penalt(?:y|ies)|revelations|sanctions|scandals?|tariffs|verdict)\b))"
    r"|(?:burn(?:ed|t)|fell)\b(?=\s*(?:[.;]|$)|,?\s+(?:after|and|as|before|during|for|in|last|on|to|while|when|with|without)\b)"
    r"|came\s+under\s+(?:[a-z]+\s+)?(?:air|artillery|attack|bombardment|drone|fire|missile|mortar|rocket|shelling|shellfire|siege)\b)"
)
_FALLS_FOR = re.compile(r"\s+(?:(?:has|had)\s+)?fell\s+(?:in|on)\s+(?:line|love|with|deaf|hard)\b")
# "the Gaza civil defence agency said": who speaks is no place where something happened.
_SPEAKS = re.compile(
    r"(?:\s+(?!(?:and|as|at|by|for|from|in|of|on|to|was|were|when|which|who|with)\b)[a-z][a-z-]*){1,4}\s+"
    r"(?:said|says|say|told|reported|reports|added|announced|claimed|confirmed|stated|wrote)\b"
)
# "Shells fell on Lyman, Kyiv said": a seat or a state of which nothing but the saying is told.
_SAYS = re.compile(
    r"\s+(?:(?:has|had|also|later)\s+)*"
    r"(?:said|says|announced|announces|claimed|claims|confirmed|confirms|denied|denies|insisted|insists|warned|warns)\b"
)
_ASIDE = re.compile(r"[,\"”]\s+$")
# "clashes between the Jalisco cartel and the police": an armed band bears the name of where it comes from.
_BAND = re.compile(r"\s+(?:drug\s+)?(?:cartels?|militias?|brigades?|battalions?|mafia|clans?|factions?)\b")
_SPEAKERS = frozenset({"C", SEAT})  # kinds
_IN = re.compile(r"\b(?:in|at|near|on|to|from|around|outside|across|of|for)\s+(?:the\s+)?$", re.IGNORECASE)
_HANGS = re.compile(r"\b(?:of|from|to|with|by|between|against|for|the)\s+$", re.IGNORECASE)  # another is the subject
_DESK_REACH = 80  # code points before a name that can say who sits there
_REACH_BEFORE = 40  # code points before the name that are looked at
# "Jane Doe/Getty Images", "Grigory Sysoyev/Sputnik/AFP via Getty Images": the names before the agency and the agency.
_CAPITAL = r"[A-ZÀ-ÖØ-ÞА-Я](?:\.|[\w’'-]*)"
_CREDIT = re.compile(
    rf"(?:{_CAPITAL} ){{0,3}}{_CAPITAL}(?:\s?[/|]\s?{_CAPITAL}){{0,3}}?(?:\s?[/|]\s?|\svia\s)"
    r"(?:Getty|AFP|AP|Reuters|EPA|Sputnik|TASS|Shutterstock|Anadolu|NurPhoto|Bloomberg|Xinhua|Handout|Pool|Images)\b"
)


def settle_roles(
    tokens: Tokens, text: str, found: Sequence[Found], guessed: Sequence[Role], *, language: str = "en"
) -> list[Role | None]:
    """The role of each name: the guessed one unless the form of the text says otherwise; None is no name at all."""
    datelines = dateline_ranges(tokens, text, found)
    pack = shipped_languages().get(language)
    places = [(name.first, guess) for name, guess in zip(found, guessed, strict=True)]
    credited = credit_ranges(text)
    settled: list[Role | None] = []
    is_desk = False  # whether the name before this one says where those sit who speak
    chained = False  # whether the name before this one belongs to a list of nationals
    behind = 0
    for name, guess in zip(found, guessed, strict=True):
        start, end = tokens.starts[name.first], tokens.ends[name.end - 1]
        chained = _lists_nationals(tokens, text, name, behind, chained=chained)
        is_desk = (is_desk and text[behind:start] == ", ") or (
            pack is not None and _is_desk(tokens, text, name, places, pack)
        )
        behind = end
        if _is_no_name(text, start, end, credited):
            settled.append(None)
        elif any(low <= start < high for low, high in datelines) and name.kind[:1] != "N":
            settled.append(Role.DATELINE)
        elif name.kind[:1] == "N" or chained:
            settled.append(Role.PEOPLE)
        elif _is_other(text, start, end, guess):
            settled.append(Role.OTHER)
        elif guess in {Role.LOCATION, Role.DATELINE} and (
            _qualifies(tokens, name)
            or _BAND.match(text, end)
            or _speaks(text, start, end)
            or _is_source(text, name, start, end)
            or is_desk
        ):
            settled.append(Role.ACTOR)
        elif (guess is Role.ACTOR and _is_ground(text, start, end)) or (
            guess in {Role.ACTOR, Role.OTHER} and is_site(text, start, end)
        ):
            settled.append(Role.LOCATION)
        else:
            settled.append(guess)
    return settled


def _is_no_name(text: str, start: int, end: int, credited: Sequence[tuple[int, int]]) -> bool:
    """Whether a name stands in a picture's credit, or is a degree."""
    return any(low <= start < high for low, high in credited) or is_degree(text[start:end], text[end : end + 1])


def _is_other(text: str, start: int, end: int, guess: Role) -> bool:
    """Whether a name belongs to a longer one, or stands for what happened there once."""
    return role_in_longer(text, start, end) is not None or (guess is Role.LOCATION and _is_figure(text, start, end))


def credit_ranges(text: str) -> list[tuple[int, int]]:
    """Where a picture's credit stands, with the names it opens with; code points, half-open."""
    if "/" not in text and "|" not in text and " via " not in text:
        return []
    return [found.span() for found in _CREDIT.finditer(text)]


def _lists_nationals(tokens: Tokens, text: str, name: Found, behind: int, *, chained: bool) -> bool:
    """Whether the name is one of "citizens of X, Y and Z": `behind` is the end of the name before it."""
    start = tokens.starts[name.first]
    reach = max(behind, start - _LIST_REACH)
    if _ENDS.search(text, reach, start):
        return False
    return bool((chained and _LINKS.fullmatch(text, reach, start)) or _lists(text[reach:start]))


def _lists(words: str) -> bool:
    lower = words.lower()  # few stretches hold one of the three, and only these are read with care
    return ("of" in lower or "from" in lower or "to" in lower) and _NATIONALS.search(words) is not None


def _is_figure(text: str, start: int, end: int) -> bool:
    """Whether the name stands for what happened there once, not for the place: "his Waterloo"."""
    low = max(0, start - _REACH_BEFORE)
    if _FIGURE_BEFORE.search(text, low, start) is not None:
        return _FIGURE_BEHIND.match(text, end) is not None
    return _OF.match(text, end) is not None and _THE.search(text, low, start) is not None


def _is_ground(text: str, start: int, end: int) -> bool:
    """Whether the name is said to be ground, or suffers what only ground does; the subject of what follows, if so."""
    low = max(0, start - _REACH_BEFORE)
    if _GROUND.search(text, low, start):
        return True
    return (
        _SUFFERS.match(text, end) is not None
        and not _FALLS_FOR.match(text, end)
        and not _HANGS.search(text, low, start)
    )


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether the name says whose the people or bodies are that speak: "Kharkiv prosecutors said"."""
    return _SPEAKS.match(text, end) is not None and not _IN.search(text, max(0, start - _REACH_BEFORE), start)


def _is_source(text: str, name: Found, start: int, end: int) -> bool:
    """Whether a seat or a state is named for what it says, behind what it says."""
    if name.kind not in _SPEAKERS or not _SAYS.match(text, end):
        return False
    return _ASIDE.search(text, max(0, start - _REACH_BEFORE), start) is not None


def _is_desk(tokens: Tokens, text: str, name: Found, places: Sequence[tuple[int, Role]], pack: LanguagePack) -> bool:
    """Whether who speaks sits there: "at its headquarters in Potsdam", "told reporters in Geneva".

    "he said in Kherson" may tell where it happened, unless the sentence names another place.
    """
    start, end = tokens.starts[name.first], tokens.ends[name.end - 1]
    low, high = tokens.sentences[bisect_right(tokens.sentences, name.first, key=itemgetter(0)) - 1]
    before = text[max(tokens.starts[low], start - _DESK_REACH) : start]
    seats = pack.locations.seats
    if seats.before.search(before):
        return True
    if seats.home.search(before) and seats.speaks.search(text, tokens.starts[low], tokens.ends[high - 1]):
        return True
    if seats.body.search(before) and seats.speaks.match(text, end):
        return True
    if not seats.said.search(before):
        return False
    first, last = (bisect_left(places, at, key=itemgetter(0)) for at in (low, high))
    return any(guess is Role.LOCATION and at != name.first for at, guess in places[first:last])


def _qualifies(tokens: Tokens, name: Found) -> bool:
    """Whether the name is bound by a hyphen to a lower-case word: "Kyiv-based", "Moscow-backed"."""
    words = tokens.words
    return (
        name.end + 1 < len(words)
        and words[name.end].text in _SIDES
        and tokens.starts[name.end] == tokens.ends[name.end - 1]
        and tokens.starts[name.end + 1] == tokens.ends[name.end]
        and words[name.end + 1].text.islower()
    )
