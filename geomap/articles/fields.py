"""Makes an article from named values: which column is which, and what each value must be."""

import datetime as dt
import math
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from urllib.parse import urlsplit

from geomap.articles.settling import FileDates
from geomap.days import NO_DATE, DateRules, DayError, Order, calendar_day
from geomap.errors import SettingsError
from geomap.ids import stable_id
from geomap.intake.markup import is_marked, is_page
from geomap.intake.markup import plain as plain_text
from geomap.intake.missing import is_missing
from geomap.intake.naming import Columns, Synonyms, by_spelling, by_words, only_date, plain
from geomap.records import Article, Reject, Stage

SYNONYMS: Synonyms = tomllib.loads(
    resources.files("geomap.articles").joinpath("names.toml").read_text(encoding="utf-8")
)
_WORDS = frozenset(word for words in SYNONYMS.values() for word in words)
UNDATED = dt.date.min  # the date of publication where none is known and none is needed
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_SECTION = ("source.name", "source.title")  # what an object under "source" is called by


def check_columns(columns: Mapping[str, str] | None) -> dict[str, str]:
    """The user's own naming, field to column, with each field under its own name.

    Raises:
        SettingsError: a key names no field of an article.
    """
    fields = {key: _field_named(key) for key in columns or {}}
    if unknown := sorted(key for key, field in fields.items() if field is None):
        raise SettingsError(f"unknown columns: {', '.join(unknown)}; an article has {', '.join(SYNONYMS)}")
    return {field: (columns or {})[key] for key, field in fields.items() if field}


def find_columns(names: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Field to column name, for the fields that `names` holds; `columns` (field to column) goes first."""
    return {field: found[0] for field, found in all_columns(names, columns).items()}


def all_columns(names: Iterable[str], columns: Mapping[str, str]) -> dict[str, list[str]]:
    """Field to the columns that may hold it, the likeliest first; the user's own naming stands alone."""
    given = list(names)
    there = by_spelling(given, _WORDS)
    found: dict[str, list[str]] = {}
    for wish, synonyms in SYNONYMS.items():
        wanted: Iterable[str] = [plain(columns[wish])] if wish in columns else synonyms
        if hits := list(dict.fromkeys(there[word] for word in wanted if word in there)):
            found[wish] = hits
    _add_by_words(found, given)
    return _unconfused(found, given, columns)


def _add_by_words(found: dict[str, list[str]], given: Sequence[str]) -> None:
    """Fill in the fields that no column is called as, by what the others say of themselves."""
    taken = {name for names in found.values() for name in names}
    free = [name for name in given if name not in taken]
    there = by_words(free, _WORDS)
    for wish, synonyms in SYNONYMS.items():
        if wish not in found and (hits := list(dict.fromkeys(there[word] for word in synonyms if word in there))):
            found[wish] = hits
    if "published" not in found and (date := only_date(given)):
        found["published"] = [date]


def _unconfused(found: dict[str, list[str]], given: Sequence[str], columns: Mapping[str, str]) -> dict[str, list[str]]:
    """The columns without those of an object inside an article, such as the id and the title of its source."""
    own = [name for name in found.pop("id", []) if "." not in name]
    if own:
        found["id"] = own
    if "outlet" in found and "outlet" not in columns:
        nested = [name for name in given if name.casefold() in _SECTION]
        found["outlet"] = [*nested, *found["outlet"]]
    if "title" in found and "outlet" in found and found["title"][0] in found["outlet"]:
        del found["title"]
    return found


def values_of(row: Mapping[str, object], found: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """Field to value: of the columns that may hold it, the first that holds something."""
    values: dict[str, object] = {}
    for wish, names in found.items():
        given = [row.get(name) for name in names]
        values[wish] = next((value for value in given if not _is_nothing(value, wish)), None)
    return values


def _is_nothing(value: object, field: str) -> bool:
    """Whether a cell holds nothing; a text may be a single word or sign, except where a site took it down."""
    if isinstance(value, str):
        return not value.strip() or (is_missing(value) and (field != "text" or value.strip().startswith("[")))
    return value is None or (isinstance(value, float) and math.isnan(value)) or value in ([], {})


def _field_named(name: str) -> str | None:
    return next((field for field, synonyms in SYNONYMS.items() if plain(name) in {field, *synonyms}), None)


class Ids:
    """The ids of the articles read so far, 8 bytes of each, so that a million take 100 MB at most."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def take(self, article_id: str) -> bool:
        """Whether the id was free; it is not free afterwards."""
        key = int(stable_id(article_id), 16)
        free = key not in self._seen
        self._seen.add(key)
        return free


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How articles are read."""

    columns: Mapping[str, str] = field(default_factory=dict)  # field to the user's name for it
    of_file: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # end of a file's name to the same
    rules: DateRules = field(default_factory=DateRules)
    dates: FileDates | None = None  # of the file that is being read
    dated: bool = True  # whether an article without a date is refused; otherwise its date is UNDATED
    date: dt.date | None = None  # of the articles that say none
    ids: Ids = field(default_factory=Ids)  # of all files of the run

    @property
    def wants_day(self) -> bool:
        """Whether an article has to say its day itself."""
        return self.dated and self.date is None

    def of(self, name: str) -> "Manner":
        """The manner for a file: with the naming of its columns."""
        own = Columns(everywhere=self.columns, of_file=self.of_file).of(name)
        return replace(self, columns=own, of_file={}) if self.of_file else self

    def with_dates(self, all_dates: Callable[[], Iterable[object]], *, hint: Order | None = None) -> "Manner":
        """The manner for a file whose dates can be looked at together."""
        return replace(self, dates=FileDates(self.rules, all_dates, hint))

    def day(self, value: object) -> dt.date:
        """The day of publication that a value names.

        Raises:
            DayError: it names none, or one that the file leaves open.
        """
        rules = self.dates.rules_for(value) if self.dates else self.rules
        return calendar_day("" if value is None else value, rules)


def to_article(
    values: Mapping[str, object], *, subject: str, manner: Manner, fallback_id: str = ""
) -> Iterator[Article | Reject]:
    """Yield the article that `values` (by field) make, after a Reject for each lesser value that was dropped.

    A Reject for an article that is kept carries its `article_id`; one for a lost article carries none. The id is the
    given one, else `fallback_id` if that is free, else made from the content.
    """
    lost = Reject(stage=Stage.READ, subject=subject, reason="no text", detail="the text is missing or blank")
    text = values.get("text")
    if not isinstance(text, str):
        if text is not None:
            lost = _lost(subject, "wrong type", f"the text is {_kind(text)}, not a string")
        yield lost
        return
    if not text.strip():
        yield lost
        return
    try:
        day = manner.day(values.get("published"))
    except DayError as error:
        if manner.dated and not (manner.date and error.reason == NO_DATE):
            yield _lost(subject, error.reason, error.detail)
            return
        day = manner.date or UNDATED
    remarks: list[tuple[str, str]] = []
    is_html = is_page(text)
    text = _usable(plain_text(text) if is_html else text, remarks)
    title = _usable(_words(values, "title", remarks), remarks)
    title = plain_text(title) if is_html and is_marked(title) else title
    url, archive = (_link(_words(values, name, remarks), name, remarks) for name in ("url", "archive"))
    article = Article(
        id=_usable(_given_id(values, remarks), remarks),
        title=title,
        text=text,
        published=day,
        url=url,
        archive=archive,
        outlet=_usable(_words(values, "outlet", remarks), remarks) or None,
        language=_language(_words(values, "language", remarks), remarks),
    )
    named = _named(article, manner.ids, fallback_id)
    if named is None:
        equal = f"with the id {article.id!r}" if article.id else "of equal words and day, which has no id either,"
        yield _lost(subject, "duplicate id", f"an article {equal} was read before")
        return
    for reason, detail in remarks:
        yield Reject(stage=Stage.READ, subject=subject, reason=reason, detail=detail, article_id=named.id)
    yield named


def _named(article: Article, ids: Ids, fallback_id: str) -> Article | None:
    """The article with an id that no other has, or None when it was read before."""
    fallback_id = _UNUSABLE.sub("\ufffd", fallback_id)  # file names are bytes, not always of UTF-8
    wishes = [article.id] if article.id else [fallback_id] if fallback_id else []
    if not article.id:
        wishes.append(stable_id(article.url, article.title, article.published, article.text))
    free = next((wish for wish in wishes if ids.take(wish)), None)
    return replace(article, id=free) if free else None


def _lost(subject: str, reason: str, detail: str) -> Reject:
    return Reject(stage=Stage.READ, subject=subject, reason=reason, detail=detail)


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)


def _words(values: Mapping[str, object], field: str, remarks: list[tuple[str, str]]) -> str:
    """The trimmed string of a lesser field, "" when absent; another type is remarked."""
    value = values.get(field)
    if value is None or isinstance(value, str):
        return (value or "").strip()
    remarks.append(("wrong type", f"the {field} is {_kind(value)}, not a string; left out"))
    return ""


def _given_id(values: Mapping[str, object], remarks: list[tuple[str, str]]) -> str:
    value = values.get("id")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _words(values, "id", remarks)


def _usable(text: str, remarks: list[tuple[str, str]]) -> str:
    """The text with what no file can hold replaced one for one, so that offsets stay true."""
    clean, count = _UNUSABLE.subn("\ufffd", text)
    if count:
        remarks.append(("unusable characters", f"{count} NUL or half characters became U+FFFD; offsets stay true"))
    return clean


def _link(url: str, field: str, remarks: list[tuple[str, str]]) -> str | None:
    if not url:
        return None
    url = f"https://{url}" if url[:4].casefold() == "www." else url  # as people copy an address
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and url.isprintable() and " " not in url
    except ValueError:
        usable = False
    if usable:
        return url
    remarks.append((f"{field} is not http(s)", f"{_UNUSABLE.sub('', url)[:80]!r} was left out"))
    return None


def _language(name: str, remarks: list[tuple[str, str]]) -> str:
    """The ISO 639-1 code of a language given by a code of two or three letters or by its English name."""
    if not name:
        return "en"
    if code := _NAMED.get(name.casefold()):
        return code
    if found := _LANGUAGE.fullmatch(name):
        return found[1].lower()
    remarks.append(("language not understood", f"{_UNUSABLE.sub('', name)[:40]!r} is no ISO 639-1 code; taken as en"))
    return "en"


_NAMED: Mapping[str, str] = {  # as newspaper databases write them
    "english": "en",
    "ukrainian": "uk",
    "russian": "ru",
    "arabic": "ar",
    "french": "fr",
    "spanish": "es",
    "german": "de",
    "turkish": "tr",
    "portuguese": "pt",
    "italian": "it",
    "polish": "pl",
    "persian": "fa",
    "eng": "en",  # and by ISO 639-2 and -3
    "ukr": "uk",
    "rus": "ru",
    "ara": "ar",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "deu": "de",
    "ger": "de",
    "tur": "tr",
    "por": "pt",
    "ita": "it",
    "pol": "pl",
    "fas": "fa",
}
