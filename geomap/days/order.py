"""Settles for a whole column which figure is the day; where nothing decides, asks one question."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geomap.days.grammar import joined_evidence, readings
from geomap.days.rules import DayError, Order
from geomap.days.scan import Token, tokens

_MANY = 0.5  # of a column's dates: so many that cannot be told are no slips of single rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the dates of a column say about their order."""

    orders: Mapping[str, Order] = field(default_factory=dict)  # by the sign between the figures
    why: str = ""  # in words, "" when there was nothing to settle
    question: str = ""  # what the user has to decide, "" when all is clear
    decided: frozenset[Order] = frozenset()  # what single dates prove, for the columns beside this one


@dataclass(slots=True)
class _Sign:
    """What the dates with one sign say."""

    proofs: dict[Order, str] = field(default_factory=dict)  # with the first date that proves it
    open: str = ""  # the first date that could be either


def settle(values: Iterable[str], *, given: Order | None = None, hint: Order | None = None) -> Finding:
    """The order of day and month in a column.

    A figure above 12, or a weekday beside the figures, proves an order; full stops mean the day first unless a date
    with them proves otherwise; a sign without proof follows the other signs, then the hint.

    Args:
        values: the dates, each once or more often.
        given: the user's word, which goes before everything.
        hint: what the columns beside it, the file's language or its separator say.
    """
    signs, n_dates, n_open = _evidence(values)
    if given:
        return Finding(orders=dict.fromkeys("/.-", given), why=f"as --dates {given} says" if signs else "")
    proved = {order for sign in signs.values() for order in sign.proofs}
    orders: dict[str, Order] = {}
    whys: list[str] = []
    unsettled: list[_Sign] = []
    for mark, sign in sorted(signs.items()):
        if len(sign.proofs) > 1:
            return Finding(question=_contradiction(sign), decided=frozenset())
        order, why = _settled(mark, sign, proved, hint)
        if order:
            orders[mark] = order
            whys.append(why)
        elif sign.open:
            unsettled.append(sign)
    if unsettled and n_open >= _MANY * n_dates:
        return Finding(question=_question(unsettled[0].open), decided=frozenset(proved))
    return Finding(orders=orders, why="; ".join(dict.fromkeys(whys)), decided=frozenset(proved))


def _evidence(values: Iterable[str]) -> tuple[dict[str, _Sign], int, int]:
    signs: dict[str, _Sign] = defaultdict(_Sign)
    n_dates, found = _figures(values)
    n_open = 0
    year_last = _year_last(part for _, part, _ in found)
    for value, part, weekday in found:
        possible = readings(part)
        if part.sign in year_last:
            possible.pop(Order.YMD, None)
        if weekday and (fitting := {o: d for o, d in possible.items() if -d.isoweekday() == weekday}):
            possible = fitting
        sign = signs[part.sign[0]]
        if len(possible) == 1:
            sign.proofs.setdefault(next(iter(possible)), value)
        elif len(set(possible.values())) > 1:
            sign.open = sign.open or value
            n_open += 1
    return signs, n_dates, n_open


def _figures(values: Iterable[str]) -> tuple[int, list[tuple[str, Token, int | None]]]:
    """How many dates there are, and each set of three figures with its date and the weekday beside it."""
    n_dates = 0
    found: list[tuple[str, Token, int | None]] = []
    for value in values:
        n_dates += 1
        try:
            found += [(value, *one) for one in joined_evidence(list(tokens(value)))]
        except DayError:
            continue
    return n_dates, found


def _year_last(parts: Iterable[Token]) -> frozenset[str]:
    """The signs of short years whose last figure is the year: the first takes the many values that only days take."""
    firsts, lasts = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    for part in parts:
        if part.sign.endswith("yy"):
            firsts[part.sign].add(part.numbers[0])
            lasts[part.sign].add(part.numbers[2])
    return frozenset(
        sign for sign, found in firsts.items() if len(found) > _MOST_YEARS and 2 * len(lasts[sign]) <= len(found)
    )


_MOST_YEARS = 12  # in a column that has fewer days: the first of each month, over more years, is written otherwise


def _settled(mark: str, sign: _Sign, proved: set[Order], hint: Order | None) -> tuple[Order | None, str]:
    if sign.proofs:
        ((order, example),) = sign.proofs.items()
        return order, f"{_NAMES[order]}, as {example!r} shows"
    if mark == "." and sign.open:
        return Order.DMY, f"{_NAMES[Order.DMY]}, as full stops mean"
    if len(proved) == 1:
        (order,) = proved
        return order, f"{_NAMES[order]}, as the other dates show"
    return (hint, f"{_NAMES[hint]}, as the file's other signs say") if hint and not proved else (None, "")


_NAMES = {Order.DMY: "day first", Order.MDY: "month first", Order.YMD: "year first"}


def _question(example: str) -> str:
    return f"is the day or the month first in {example!r}? Say --dates dmy, mdy or ymd"


def _contradiction(sign: _Sign) -> str:
    examples = " but ".join(f"{example!r} is {_NAMES[order]}" for order, example in sign.proofs.items())
    return f"{examples}: which is meant? Say --dates dmy, mdy or ymd; what does not fit is then told row by row"
