"""Says how a page is shown in an article: a frame, and a line that lets the frame take the height it asks for."""

import html
from urllib.parse import quote

FOLLOW = (  # as in geomap/web/panel/frame.js: Datawrapper's messages, which many newsrooms' systems know already
    'addEventListener("message",function(e){var h=e.data&&e.data["datawrapper-height"];'
    'if(h)document.querySelectorAll("iframe").forEach(function(f){'
    "if(f.contentWindow===e.source)f.height=parseInt(Object.values(h)[0],10)})})"
)


def snippet(title: str, address: str) -> str:
    """The HTML that shows a page in an article.

    Args:
        title: of the page, for readers who do not see it.
        address: where the page lies, or the name of its file.
    """
    at = quote(address, safe="/:?=&%+,;@~!$'()*[]#")
    return (
        f'<iframe title="{html.escape(title)}" src="{html.escape(at)}#embed" style="width:0;min-width:100%;border:0" '
        f'height="480" loading="lazy"></iframe><script>{FOLLOW}</script>'
    )
