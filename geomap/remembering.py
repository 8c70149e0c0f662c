"""Remembers what was read from texts: how much is kept follows from their letters, and not from their number."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
MOST_LETTERS = (
    1_000_000  # of the texts that one function remembers: some 250 articles; what is kept of a letter is 25 bytes
)


class Recent(Generic[Answer]):
    """The answers that were asked for last, of an object that shall go as soon as nobody holds it.

    An `lru_cache` of a bound method holds its object in a circle: a network of 60 MB then stays until the garbage of
    the whole process is searched, which in a large process is hardly ever.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()

    def answer(self, asked: tuple[Any, ...], read: Callable[..., Answer]) -> Answer:
        """What `read` says to what is asked: said before, or now."""
        try:
            self._kept.move_to_end(asked)
            return self._kept[asked]
        except KeyError:
            answer = self._kept[asked] = read(*asked)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return answer


def by_text(read: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Like `lru_cache`, for functions that are given texts and whose answers grow with them.

    A number of texts is no bound: 256 articles are a few megabytes, and 256 books many gigabytes. The last one is kept
    whatever its length, since the stages of an article ask one after the other.
    """
    kept: OrderedDict[Hashable, tuple[int, Answer]] = OrderedDict()
    held, lock = 0, Lock()

    @wraps(read)
    def remembering(*asked: Asked.args, **more: Asked.kwargs) -> Answer:
        nonlocal held
        key = (asked, *more.items())
        with lock:
            if key in kept:
                kept.move_to_end(key)
                return kept[key][1]
        answer = read(*asked, **more)
        letters = sum(len(one) for one in asked if isinstance(one, str))
        with lock:
            held += letters - kept.pop(key, (0, answer))[0]
            kept[key] = letters, answer
            while held > MOST_LETTERS and len(kept) > 1:
                held -= kept.popitem(last=False)[1][0]
        return answer

    return remembering
