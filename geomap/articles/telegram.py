"""Reads what Telegram Desktop exports: `result.json`, of one channel or of all chats, or pages (`messages.html`)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from geomap.articles import files
from geomap.articles.fields import Manner, to_article
from geomap.intake.markup import plain
from geomap.records import Article, Reject


def is_telegram(document: object) -> bool:
    """Whether a JSON document is an export of Telegram Desktop."""
    return bool(_chats(document))


def _chats(document: object) -> list[Mapping[str, Any]]:
    if not isinstance(document, Mapping):
        return []
    listed = document.get("chats")
    chats = listed.get("list", []) if isinstance(listed, Mapping) else [document]
    return [chat for chat in chats if isinstance(chat, Mapping) and _is_chat(chat)]


def _is_chat(chat: Mapping[str, Any]) -> bool:
    messages = chat.get("messages")
    return isinstance(messages, list) and "type" in chat and all(isinstance(one, Mapping) for one in messages)


def read_telegram(document: object, *, subject: str, manner: Manner) -> Iterator[Article | Reject]:
    """Yield an article for each message with words; what was passed over is told with its number.

    The outlet is the channel, or who wrote in a group; the day is the exporter's own, as the message shows it. The link
    leads to t.me, where a private channel opens for its members alone.
    """
    for chat in _chats(document):
        silent = service = 0
        for message in chat["messages"]:
            text = _words(message)
            if message.get("type") != "message":
                service += 1
            elif not text.strip():
                silent += 1
            else:
                where = f"{subject}, message {message.get('id', '?')}"
                yield from to_article(_values(chat, message, text), subject=where, manner=manner)
        for number, what in ((service, "service messages"), (silent, "messages without words")):
            if number:
                yield files.told(subject, f"{what} passed over", f"{number} of {chat.get('name') or 'the chat'}")


def _words(message: Mapping[str, Any]) -> str:
    """The text of a message, whose marked parts are objects."""
    text = message.get("text") or message.get("caption") or ""
    if isinstance(text, str):
        return text
    parts = (part.get("text", "") if isinstance(part, Mapping) else part for part in text if part)
    return "".join(part for part in parts if isinstance(part, str))


def _values(chat: Mapping[str, Any], message: Mapping[str, Any], text: str) -> dict[str, object]:
    number, channel = message.get("id"), chat.get("id")
    is_channel = "channel" in str(chat.get("type", ""))
    writer = message.get("from") or message.get("author")
    return {
        "id": f"telegram:{channel}:{number}" if number is not None else None,
        "text": text,
        "published": message.get("date") or message.get("date_unixtime"),
        "outlet": (chat.get("name") if is_channel or not writer else writer) or writer,
        "url": _link(chat, number),
    }


def _link(chat: Mapping[str, Any], number: object) -> str | None:
    if number is None or not any(word in str(chat.get("type", "")) for word in ("channel", "supergroup")):
        return None
    name = chat.get("username")
    if isinstance(name, str) and name.isascii() and name.replace("_", "").isalnum():
        return f"https://t.me/{name}/{number}"
    return f"https://t.me/c/{chat['id']}/{number}" if isinstance(chat.get("id"), int) else None


_MESSAGE = re.compile(r'<div class="message (?P<kind>default|service)\b[^"]*" id="message-?(?P<id>\d+)">')
_PARTS = {
    "date": re.compile(r'class="pull_right date details" title="([^"]+)"'),
    "from": re.compile(r'<div class="from_name">(.*?)<', re.DOTALL),
    "text": re.compile(r'<div class="text">(.*?)</div>', re.DOTALL),
}
_CHAT = re.compile(r'<div class="text bold">(.*?)</div>', re.DOTALL)


def document_of(page: str) -> Mapping[str, Any] | None:
    """What an exported page holds, laid out as `result.json` is; None for any other page."""
    begins = list(_MESSAGE.finditer(page))
    if not begins or (name := _CHAT.search(page)) is None:
        return None
    messages = []
    writer = ""
    for found, end in zip(begins, [*(one.start() for one in begins[1:]), len(page)], strict=True):
        block = page[found.end() : end]
        said = {field: plain(part[1]) for field, pattern in _PARTS.items() if (part := pattern.search(block))}
        writer = said.setdefault("from", writer)  # one who writes on is named once
        kind = "message" if found["kind"] == "default" else "service"
        messages.append({**said, "id": int(found["id"]), "type": kind})
    return {"name": plain(name[1]), "type": "", "messages": messages}
