"""Parts the exports of newspaper databases, Nexis Uni, Factiva and ProQuest, into their documents."""

import re
from collections.abc import Mapping

from geomap.days import DayError, read_days

_PAGE = re.compile(r"Page \d+ of \d+", re.IGNORECASE)
_NEXIS = re.compile(r"^[ \t]*(?:\d+ of \d+ DOCUMENTS|Document \d+ of \d+)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_LABEL = re.compile(
    r"^(?P<key>BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|GRAPHIC|URL|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|JOURNAL-CODE|Body|"
    r"Byline|Section|Length|Dateline|Highlight|Load-Date|Language|Graphic|Classification|Copyright \d{4}.*|"
    r"All Rights Reserved):?[ \t]*(?P<value>.*)$"
)
_AFTER = frozenset({"load-date", "language", "publication-type", "journal-code", "graphic", "classification", "url"})
_WORD_COUNT = re.compile(r"^\d[\d,.]* words$", re.MULTILINE)
_LANGUAGES = frozenset({"english", "ukrainian", "russian", "arabic", "french", "spanish", "german", "turkish"})
_FACTIVA = re.compile(r"^(?:HD|SE)[ \t]*(?:\r?\n|[ \t])", re.MULTILINE)
_FACTIVA_END = re.compile(r"^(?:AN[ \t]+)?Document \w{10,}[ \t]*$", re.MULTILINE)
_CODE = re.compile(
    r"^(?P<code>SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|RF|CO|IN|NS|RE|IPD|IPC|PUB|AN|CT|CX|VOL)"
    r"(?:[ \t]+(?P<value>.*))?$"
)


def documents_in(text: str) -> list[dict[str, object]]:
    """The documents of an export, as named values; none when the text is no export."""
    if _PROQUEST.search(text) and "ProQuest" in text:
        return [_proquest(part) for part in _NEXIS.split(text) if _PROQUEST.search(part)]
    if _NEXIS.search(text) or (_END.search(text) and "Load-Date:" in text):
        return [_nexis(part) for part in _nexis_parts(text) if part.strip()]
    if _FACTIVA_END.search(text) and re.search(r"^PD\b", text, re.MULTILINE) and _FACTIVA.search(text):
        return [_factiva(part) for part in _FACTIVA_END.split(text) if re.search(r"^HD\b", part, re.MULTILINE)]
    if _FACTIVA_END.search(text) and _WORD_COUNT.search(text):
        return [_factiva_laid_out(part) for part in _FACTIVA_END.split(text) if _WORD_COUNT.search(part)]
    return []


def _nexis_parts(text: str) -> list[str]:
    parts = _NEXIS.split(text)[1:] if _NEXIS.search(text) else _END.split(text)
    return [_END.split(part)[0] for part in parts]


def _nexis(part: str) -> dict[str, object]:
    """Outlet, day and headline stand above the labels; the text follows them, until the labels of the end."""
    above: list[str] = []
    labels: dict[str, str] = {}
    body: list[str] = []
    is_above = True
    for line in part.strip("\r\n").splitlines():
        found = _LABEL.match(line.strip())
        if found:
            key = found["key"].casefold()
            labels.setdefault(key, found["value"].strip())
            is_above = False
            continue
        if is_above:
            above.append(line.strip())
        elif not _AFTER & labels.keys():
            body.append(line.rstrip())
    values = _above(above)
    text = "\n".join(body).strip()
    if not text and values.get("below"):  # without labels the text follows the headline
        text = str(values["below"])
    return {
        "title": values.get("title"),
        "text": text,
        "published": values.get("published") or labels.get("load-date"),
        "outlet": values.get("outlet"),
        "language": labels.get("language"),
        "url": labels.get("url"),
    }


def _above(lines: list[str]) -> Mapping[str, str]:
    """Outlet, day, headline: older exports put the headline last, newer ones first."""
    given = [line for line in lines if line and not _PAGE.fullmatch(line)]
    dated = next((at for at, line in enumerate(given) if _is_day(line)), None)
    if dated is None:
        return {"title": given[0] if given else ""}
    before, after = given[:dated], [line for line in given[dated + 1 :] if not _is_edition(line)]
    if len(before) > 1:  # above the first document of an export stand its cover and its contents
        return {"title": before[-2], "outlet": before[-1], "published": given[dated], "below": "\n".join(after)}
    title = after[0] if after else ""
    return {
        "outlet": before[0] if before else "",
        "published": given[dated],
        "title": title,
        "below": "\n".join(after[1:]),
    }


def _is_edition(line: str) -> bool:
    return bool(re.fullmatch(r".{0,40}\bEdition\b.{0,12}", line))


def _is_day(line: str) -> bool:
    if _NAMED.match(line):
        return False  # of the cover: when the export was made
    try:
        days = read_days(re.sub(r"\s+\d{1,2}:\d{2}.*$", "", line))
    except DayError:
        return False
    return days.first == days.last


_NAMED = re.compile(r"[^\W\d][\w /-]*:(?!\d)")


def _factiva_laid_out(part: str) -> dict[str, object]:
    """A document without codes: headline, writer, "24 words", day, hour, outlet, its code, language; then the text."""
    lines = [line.strip() for line in part.strip().splitlines()]
    at = next(number for number, line in enumerate(lines) if _WORD_COUNT.fullmatch(line))
    above = [line for line in lines[:at] if line]
    day = next((number for number in range(at + 1, min(at + 4, len(lines))) if _is_day(lines[number])), None)
    begins = next((number for number in range(at + 1, len(lines)) if not lines[number]), len(lines))
    below = [line for line in lines[(day or at) + 1 : begins] if not re.fullmatch(r"\d{1,2}:\d{2}.*", line)]
    return {
        "title": above[0] if above else "",
        "text": "\n".join(lines[begins:]).strip(),
        "published": lines[day] if day is not None else None,
        "outlet": below[0] if below else None,
        "language": next((line for line in below if line.casefold() in _LANGUAGES), None),
    }


def _factiva(part: str) -> dict[str, object]:
    """Two letters at the beginning of a line say what follows."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line in part.strip("\r\n").splitlines():
        if found := _CODE.match(line):
            code = found["code"]
            fields.setdefault(code, [])
            if found["value"]:
                fields[code].append(found["value"].strip())
        elif code:
            fields[code].append(line.strip())
    said = {code: "\n".join(lines).strip() for code, lines in fields.items()}
    return {
        "title": " ".join(said.get("HD", "").split()),
        "text": "\n\n".join(said[code] for code in ("LP", "TD") if said.get(code)),
        "published": said.get("PD"),
        "outlet": said.get("SN"),
        "language": said.get("LA"),
    }


_PROQUEST = re.compile(r"^(?:Full text|Publication title):", re.MULTILINE)
_PROQUEST_LABEL = re.compile(
    r"^(?P<key>Abstract|Abstract \(summary\)|Author|Business indexing term|Company / organi[sz]ation|Copyright|Credit|"
    r"Country of publication|Database|Dateline|Document type|Document URL|First page|Full text|Identifier / keyword|"
    r"ISSN|Issue|Language of publication|Last updated|Links|Location|Pages|People|"
    r"Place of publication|ProQuest document ID|"
    r"Publication date|Publication info|Publication subject|Publication title|Publication year|Publisher|Section|"
    r"Source type|Subject|Title|Volume):(?:\s+(?P<value>.*))?$"
)


def _proquest(part: str) -> dict[str, object]:
    """The headline, then a label before each thing."""
    said: dict[str, list[str]] = {"": []}
    key = ""
    for line in part.splitlines():
        if re.fullmatch(r"_{8,}", line.strip()):
            continue
        if found := _PROQUEST_LABEL.match(line.strip()):
            key = found["key"]
            said[key] = [found["value"] or ""]
        else:
            said[key].append(line)
    values = {name: "\n".join(lines).strip() for name, lines in said.items()}
    return {
        "id": values.get("ProQuest document ID"),
        "title": values.get("Title") or values[""].partition("\n")[0],
        "text": values.get("Full text"),
        "published": values.get("Publication date"),
        "outlet": values.get("Publication title"),
        "language": values.get("Language of publication"),
        "url": values.get("Document URL"),
    }
