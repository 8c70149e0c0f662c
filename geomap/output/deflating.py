"""Deflates what a page holds: by libdeflate, and by zlib where no build of it is to be had."""

import zlib
from types import ModuleType

try:
    import deflate

    LIBRARY: ModuleType | None = deflate
except ImportError:  # another interpreter, another system: pages take longer and are two per cent larger
    LIBRARY = None

_MOST = 9  # zlib's highest level; libdeflate goes on to 12


def deflated(raw: bytes | bytearray, effort: int) -> bytes:
    """A deflate stream without header, as `DecompressionStream('deflate-raw')` reads it.

    Equal input gives equal bytes with the same library alone; what is inflated is the same with both.

    Args:
        raw: what shall be packed.
        effort: of libdeflate, 1 to 12.
    """
    if LIBRARY is not None:
        return bytes(LIBRARY.deflate_compress(raw, effort))
    packer = zlib.compressobj(min(effort, _MOST), zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(raw) + packer.flush()
