"""Words that shall run nowhere, and the check that everybody can use a page."""

from pathlib import Path

import pytest

ATTACKS = (
    "</script><script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 2'>",
    "{{ 6 * 7000 }}{% raw %}{# x",
    "{{ cycler.__init__.__globals__.os.popen('echo ran').read() }}",
    "<!--<script>",
    "javascript:window.ran=3",
    '=HYPERLINK("http://bad.example","x")',
    "\U0001f600 \u202egpj.exe \u2028\u2029\x07",
    "]]></style><style>*{display:none}</style>",
    "${window.ran=4}`'\"\\",
)

STILL = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
}"""


def axe_faults(page, root):
    """What axe-core finds wrong with an open page: rule and elements."""
    script = Path(root) / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip("axe-core is not here: `make dev` installs it")
    page.evaluate(script.read_text("utf-8"))
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    page.evaluate(STILL)  # a card that fades in has no colours of its own yet
    found = page.evaluate("rules => axe.run(document, rules)", rules)
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]]
