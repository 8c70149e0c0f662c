"""The patterns that harm is read by, made of the words of harm_*.toml."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from geomap.events import counts, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Regular expressions over the lower-case sentence; the groups `count` and `whom` say how many and who."""

    triggers: re.Pattern[str]
    passive: re.Pattern[str]
    active: Mapping[str, re.Pattern[str]]
    single: re.Pattern[str]
    person: re.Pattern[str]
    behind: re.Pattern[str]
    hurt: Sequence[re.Pattern[str]]
    tolls: Mapping[str, re.Pattern[str]]
    partial: re.Pattern[str]
    doubts: Mapping[str, re.Pattern[str]]
    nouns: Mapping[str, re.Pattern[str]]
    things: re.Pattern[str]
    more: re.Pattern[str]
    before: re.Pattern[str]
    suffering: re.Pattern[str]
    taken: re.Pattern[str]
    plural: re.Pattern[str]
    share: re.Pattern[str]
    mixed: re.Pattern[str]
    combatants: re.Pattern[str]
    civilians: re.Pattern[str]
    unclear: re.Pattern[str]


@cache
def grammar(language: str) -> Grammar:
    """The patterns of a language; an unknown one is read as English."""
    table = words.table(f"harm_{language if words.has(f'harm_{language}') else words.FALLBACK}")
    number, people = counts.number_pattern(), table["people"]
    adjectives = r"(?:(?!(?:an?|the|and|or|were|was|who|that|by|in|to|have|at|on|number) )[a-z0-9'’-]+ ){0,3}?"
    alone = rf"(?: (?!to |and |were |was |in |on |have |of |at |by ){adjectives}{people}\b(?!-)|(?: more| others?)+)"
    whom = rf"(?:{alone}| {table['part']}\b)"
    other = rf" (?!(?:{table['no_people']})\b)(?!(?:[a-z-]+ )?{table['creatures']}\b)"
    helped = rf"{other}(?:[a-z-]+ )?[a-z-]+(?= (?:{table['auxiliary']})\b)"
    objects = rf"{other}[a-z-]+(?=[.,;]|$| (?:{table['follows']})\b)"
    age = r"(?:,? (?:aged )?\d{1,3}(?:(?:,|,? and) \d{1,3})*)?"
    states = "|".join(f"(?P<{what}>{pattern})" for what, pattern in table["what"].items())
    linking = (
        r"(?:, (?:including|among them|[a-z0-9]+ of (?:them|whom)|mostly|both|aged)[^;.]{1,60},)?"
        r"(?:,? (?:who|that))?"
        rf"(?:(?:,? including [^,;.]{{1,60}}?,?| {table['of_whom']})(?= (?:{table['auxiliary']})\b))?"
        rf"(?: (?:{table['linking']})){{0,5}}"
    )
    verbs, toll = table["active"], table["toll"]
    actors = words.table(f"actors_{language if words.has(f'actors_{language}') else words.FALLBACK}")
    speech, sides = actors["speech"], actors["sides_patterns"]
    called = rf", (?!(?:and|or|an?|the|{number}) )[^,;.]{{2,40}},"  # "a police officer, Abdi Hassan, told"
    speaker = rf"[^,;.]{{0,80}}(?:{called}[^,;.]{{0,20}})?\b{speech}\b"
    ends = rf"(?=[,.;]|$| (?:{table['follows']})\b)"
    return Grammar(
        triggers=re.compile(
            "|".join(
                [*table["what"].values(), *verbs.values(), "toll|deaths|fatalities|injuries|wounds|bodies|corpses"]
            )
        ),
        passive=re.compile(
            rf"(?P<count>{number})(?:(?P<whom>{whom}|{helped}){linking}|{linking}) (?:{states})\b"
            rf"(?! (?:{number}{alone}|{table['self']}|{table['one']})\b)"
        ),
        single=re.compile(
            rf"\b(?P<count>{table['one']})(?P<whom> {adjectives}(?:{people}|{table['person_like']})\b)"
            rf"(?: (?:{table['linking']})){{1,5}} (?:{states})\b"
            rf"(?! (?:{number}{alone}|{table['self']}|{table['one']})\b)"
        ),
        person=re.compile(rf" (?:[\w'’-]+ )*(?:{people}|{table['person_like']})"),
        behind=re.compile(rf"$|[^\w ]| [^\w(]| (?:{table['behind_bare']})\b"),
        hurt=[
            re.compile(rf"\b(?:{toll['treated']}) (?P<count>{number})(?P<whom>{whom}) {toll['wounds']}\b"),
            re.compile(
                rf"(?P<count>{number})(?P<whom>{whom})(?: (?:{table['linking']})){{0,3}} (?:{toll['suffered']}) "
                rf"{toll['suffered_what']}\b"
            ),
        ],
        partial=re.compile(table["doubts"]["partial"]),
        doubts={where: re.compile(table["doubts"][where]) for where in ("before", "verb", "around", "within")},
        active={
            what: re.compile(
                rf"\b(?:{verb})(?: (?:and|or) (?P<also>injur|wound|kill)\w+)?(?: (?:reportedly|also))?"
                rf"(?: (?:{table['self']}) and)? (?P<count>{number}|{table['one']})"
                rf"(?P<whom>{whom}|{objects}|(?=[.,;]|$| (?:{table['follows']})\b))"
            )
            for what, verb in verbs.items()
            if what in table["what"]
        },
        taken=re.compile(rf"\b(?:{verbs['taken']}) (?P<count>{number})(?P<whom>{whom}) (?:{verbs['prisoner']})\b"),
        tolls={what: re.compile(rf"(?:{toll[what]}) (?P<count>{number})") for what in ("killed", "injured")},
        nouns={
            "killed": re.compile(rf"(?P<count>{number}) (?:[a-z]+ )?(?:{toll['killed_noun']})\b"),
            "injured": re.compile(rf"(?P<count>{number}) (?:[a-z]+ )?(?:{toll['injured_noun']})\b"),
        },
        things=re.compile(
            rf"(?P<count>{number}) (?:(?!(?:{table['things']['not_between']})\b)[a-z'’-]+ ){{0,3}}?"
            rf"(?P<thing>{table['things']['nouns']})\b"
        ),
        more=re.compile(
            rf"{age}(?:(?P<listed>,)| and|(?P<last>, and)) (?P<count>{number}|{table['one']})"
            rf"(?P<whom>{alone}| (?:{table['kin']}){ends})(?! (?:{table['own_fate']})\b)"
            rf"(?(listed)(?!{speaker}))(?(last){ends})"
        ),
        before=re.compile(
            rf"(?<!\b(?:to|by) )(?<!\b(?:told|from|with) )\b(?P<count>{number}|{table['one']})"
            rf"(?P<whom>(?! [^,;.]*\b{sides['active']}\b)(?:{alone}| {table['person_like']}))"
            rf"{age}(?:,? and |(?P<listed>, ))$"
        ),
        suffering=re.compile(rf"\b(?:{'|'.join(verbs.values())}|{sides['active']})(?: (?:reportedly|also))? $"),
        plural=re.compile(table["plural"]),
        mixed=re.compile(table["mixed"]),
        share=re.compile(rf" (?:{table['share']})\b"),
        combatants=re.compile(rf"\b(?:{table['combatants']})"),
        civilians=re.compile(rf"\b(?:{table['civilians']})"),
        unclear=re.compile(rf"\b(?:{table['unclear']})"),
    )
