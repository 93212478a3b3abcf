"""The colours of the four themes, measured with the formula of WCAG 2."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static/portal/css"
TOKENS = re.sub(r"/\*.*?\*/", "", (CSS / "tokens.css").read_text(encoding="utf-8"), flags=re.DOTALL)
DARK = ':root[data-tuong-phan="0"][data-giao-dien="toi"]'
DEVICE_DARK = ':root[data-tuong-phan="0"][data-giao-dien="he-thong"]'
SELECTORS = {
    "light": (),
    "dark": (DARK,),
    "high contrast, light": (':root[data-tuong-phan="1"]',),
    "high contrast, dark": (':root[data-tuong-phan="2"]',),
}
AA_TEXT, AAA_TEXT, SHAPE = 4.5, 7, 3

GROUNDS = ("--ground", "--surface", "--raised")
INKS = ("--ink", "--ink-muted", "--link", "--link-hover", "--link-visited", "--error", "--success")
TAGS = ("success", "warning", "error", "info", "neutral", "purple")
TEXT_PAIRS = [
    *product(INKS, GROUNDS),
    ("--on-act", "--act"),
    ("--on-act", "--act-hover"),
    ("--on-call", "--call"),
    ("--on-call", "--call-hover"),
    ("--peach-ink", "--peach-tint"),
    ("--anise-ink", "--anise-tint"),
    ("--ink", "--anise-tint"),
    ("--ink-muted", "--anise-tint"),
    ("--link", "--anise-tint"),
    ("--on-success", "--success"),
    ("--error-ink", "--error-tint"),
    ("--on-strip", "--strip"),
    *product(("--on-deep", "--deep-text", "--deep-link", "--gold"), ("--deep", "--deepest")),
    ("--deep-dim", "--deepest"),
    *((f"--tag-{name}", f"--tag-{name}-tint") for name in TAGS),
]
SHAPE_PAIRS = [
    *product(("--edge", "--peach", "--anise"), GROUNDS),
    ("--act", "--surface"),
    *product((f"--chart-{n}" for n in range(1, 8)), ("--ground", "--surface")),
    ("--focus", "--focus-inner"),
    ("--strip-star", "--strip"),
]


def block(selector):
    """The declarations of one rule of tokens.css, by name."""
    match = re.search(re.escape(selector) + r"\s*\{(.*?)\}", TOKENS, flags=re.DOTALL)
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", match[1]))


def theme(name):
    """The tokens of a theme: the light ones with its own above them."""
    found = block(":root")
    for selector in SELECTORS[name]:
        found |= block(selector)
    return found


def luminance(colour):
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def too_low(tokens, pairs, least):
    return {
        f"{front} on {back}": round(found, 2)
        for front, back in pairs
        if (found := ratio(tokens[front], tokens[back])) < least
    }


def test_the_formula_knows_black_and_white():
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#17508f", "#ffffff") == pytest.approx(8.14, abs=0.01)


@pytest.mark.parametrize("name", SELECTORS)
def test_text_is_readable(name):
    least = AAA_TEXT if name.startswith("high") else AA_TEXT

    assert too_low(theme(name), TEXT_PAIRS, least) == {}


@pytest.mark.parametrize("name", SELECTORS)
def test_edges_charts_and_focus_are_seen(name):
    assert too_low(theme(name), SHAPE_PAIRS, SHAPE) == {}


@pytest.mark.parametrize("name", SELECTORS)
def test_the_focus_is_seen_on_every_ground(name):
    """Yellow ring with a dark line inside: at least one of the two stands out."""
    tokens = theme(name)

    for back in (*GROUNDS, "--act", "--deep", "--deepest"):
        best = max(ratio(tokens[part], tokens[back]) for part in ("--focus", "--focus-inner"))
        assert best >= SHAPE, back


def test_a_device_that_asks_for_dark_gets_the_same_dark():
    assert block(DEVICE_DARK) == block(DARK)


def test_every_theme_sets_every_colour():
    """A colour forgotten in a theme would show the light one there."""
    colours = {name for name, value in block(":root").items() if value.startswith("#")}
    national = {"--strip", "--on-strip", "--strip-star"}

    for name in ("dark", "high contrast, light", "high contrast, dark"):
        own = block(SELECTORS[name][0])
        assert colours - national <= own.keys(), name


def test_paper_gets_no_dark_theme():
    """A dark theme that reached paper would print light words on white."""
    for selector in (DARK, DEVICE_DARK, ':root[data-tuong-phan="2"]'):
        before = TOKENS[: TOKENS.index(selector)]
        assert before.rsplit("@media", 1)[1].lstrip().startswith("screen"), selector
        assert before.rstrip().endswith("{"), selector


def test_colours_are_named_in_one_place():
    """Outside tokens.css only paper names colours, black on white."""
    for path in CSS.glob("*.css"):
        if path.name in {"tokens.css", "print.css"}:
            continue
        css = re.sub(
            r"/\*.*?\*/|url\([^)]*\)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[\s;,)])", css), path.name
