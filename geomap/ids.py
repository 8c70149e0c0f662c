"""Makes ids that depend on content alone."""

import hashlib

OWN = "own:"  # begins the ids of readers' places; their table and their own id follow: "own:camps/kalma"


def stable_id(*parts: object) -> str:
    """A 16-digit hexadecimal id that depends on the parts alone: equal input, equal id, on every machine."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
