"""Keeps articles, and paragraphs of them, in languages that geomap does not read from being read as if it did."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from geomap.languages import LanguagePack, Languages
from geomap.records import Article, Reject, Stage

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Chosen on 25,000 paragraphs and 1,390 headlines of English news; docs/decisions/0132 has the figures.
COMMON_SHARE = 0.12  # of the words: with so many common words of a language a paragraph is in it
RARE_SHARE = 0.05  # with fewer a paragraph among others is looked at
SURE = 0.63  # the detector's probability from which it is believed
FEW_LETTERS = 20  # shorter texts are told by their script alone
LINE_LETTERS = 40  # the same for a paragraph among others: names, captions, list items
MOSTLY = 0.9  # of the letters: an article of which so much is foreign is foreign
ISO_639_1 = 2  # letters of a code
NO_NEWS = frozenset({"eo", "la", "sa", "vo"})  # languages of the detector that headlines in capitals are mistaken for
_SAMPLE = 2000  # letters that are shown to the detector
_WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(r"[^\n\r]+")
_LINK = re.compile(r"https?://\S+|www\.\S+|[#@]\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    start: int
    end: int
    letters: int
    read: bool  # whether it is surely in the article's language
    foreign: bool
    rare: bool  # whether it has next to none of the common words


def in_languages(
    items: Iterable[Article | Reject], languages: Languages, also: Collection[str] = ()
) -> Iterator[Article | Reject]:
    """Pass articles on that are in one of the languages; the others are Rejects, "language not read (uk)".

    The source's own statement counts where it names a language that is not read; else the text is looked at. Of a mixed
    text the foreign paragraphs are blanked, letter for letter, so that offsets stay true; a Reject with the article's
    id tells how many. Links and hashtags speak no language.

    Args:
        items: articles, and what could not be read.
        languages: the packs of the languages that are read.
        also: codes of languages that somebody else's stage reads; such articles pass whole.
    """
    for item in items:
        if isinstance(item, Reject) or item.language in also:
            yield item
        elif item.language in languages:
            yield from _looked_at(item, languages[item.language], also)
        else:
            yield _refused(item, item.language, f"the source says {item.language}", languages)


def _looked_at(article: Article, pack: LanguagePack, also: Collection[str]) -> Iterator[Article | Reject]:
    lines = _lines(article.text, pack)
    foreign = [line for line in lines if line.foreign]
    if not foreign:
        yield article
        return
    code = _named(" ".join(article.text[line.start : line.end] for line in foreign), pack)
    n_letters = sum(line.letters for line in foreign)
    if n_letters >= MOSTLY * sum(line.letters for line in lines):
        if code in also:
            yield replace(article, language=code)
            return
        yield _refused(article, code, "by its words", {pack.code: pack})
        return
    detail = f"{len(foreign)} of {len(lines)} paragraphs ({n_letters} letters) were passed over"
    yield Reject(
        stage=Stage.READ, subject=article.id, reason=f"language not read ({code})", detail=detail, article_id=article.id
    )
    yield replace(article, text=_blanked(article.text, foreign))


def _refused(article: Article, code: str, why: str, languages: Languages) -> Reject:
    known = ", ".join(sorted(languages))
    return Reject(
        stage=Stage.READ,
        subject=article.id,
        reason=f"language not read ({code})",
        detail=f"{why}; articles are read in {known}",
    )


def _blanked(text: str, lines: Sequence[_Line]) -> str:
    pieces, done = [], 0
    for line in lines:
        pieces += [text[done : line.start], " " * (line.end - line.start)]
        done = line.end
    return "".join([*pieces, text[done:]])


def _lines(text: str, pack: LanguagePack) -> list[_Line]:
    """The paragraphs with letters in them, each with its verdict."""
    lines = [line for match in _LINE.finditer(text) if (line := _line(match, pack)).letters]
    if any(line.read for line in lines):
        judged = [_judged(line, text, pack, LINE_LETTERS) if line.rare else line for line in lines]
    else:
        rest = [line for line in lines if not line.foreign]
        together = " ".join(text[line.start : line.end] for line in rest)
        foreign = sum(line.letters for line in rest) >= FEW_LETTERS and _is_foreign(together, pack)
        judged = [replace(line, foreign=line.foreign or foreign) for line in lines]
    return _between(judged)


def _line(match: re.Match[str], pack: LanguagePack) -> _Line:
    said = _words(match[0])
    letters = [letter for letter in said if letter.isalpha()]
    words = _WORD.findall(said.lower())
    share = sum(word in pack.language.common for word in words) / max(1, len(words))
    own = sum(_is_of(pack.language.script, letter) for letter in letters)
    foreign = 2 * own < len(letters)
    return _Line(
        start=match.start(),
        end=match.end(),
        letters=len(letters),
        read=share >= COMMON_SHARE and not foreign,
        foreign=foreign,
        rare=share < RARE_SHARE,
    )


def _judged(line: _Line, text: str, pack: LanguagePack, least: int) -> _Line:
    if line.foreign or line.letters < least:
        return line
    return replace(line, foreign=_is_foreign(text[line.start : line.end], pack))


def _between(lines: Sequence[_Line]) -> list[_Line]:
    """A short line between foreign ones is foreign, too."""
    judged = list(lines)
    for number, line in enumerate(judged):
        around = judged[max(0, number - 1) : number] + judged[number + 1 : number + 2]
        if not line.read and around and all(other.foreign for other in around):
            judged[number] = replace(line, foreign=True)
    return judged


def _words(text: str) -> str:
    return _LINK.sub(" ", text)


@cache
def _is_of(script: str, letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(script)


def _is_foreign(text: str, pack: LanguagePack) -> bool:
    code, sure = _detector().classify(_words(text)[:_SAMPLE])
    return bool(code != pack.code and sure >= SURE)


def _named(text: str, pack: LanguagePack) -> str:
    """The most likely code of a text that is not in the pack's language."""
    ranked = _detector().rank(_words(text)[:_SAMPLE])
    return next(str(code) for code, _ in ranked if code != pack.code)


@cache
def _detector() -> "LanguageIdentifier":
    """Loaded (1 s) when a text is met that does not look like its language; it knows the codes that articles use."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    detector = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    detector.set_languages([code for code in detector.nb_classes if len(code) == ISO_639_1 and code not in NO_NEWS])
    return detector
