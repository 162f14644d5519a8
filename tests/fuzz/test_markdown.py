"""Any text at all, through our Markdown: nothing of an author's HTML survives, and the quick way equals the slow."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wijkverbinder import markdown
from wijkverbinder.markdown import Document, render, resolve
from wijkverbinder.text import CONTROL

ELEMENTS = frozenset(
    "a blockquote br code dd dl dt em h1 h2 h3 h4 h5 h6 hr img li ol p pre s strong "
    "table tbody td th thead tr ul".split()
)
ATTRIBUTES = frozenset({"href", "title", "src", "alt", "loading", "id", "class", "rel", "start"})
ADDRESS = re.compile(r"https?://|mailto:|tel:|#.|\[\[|$", re.IGNORECASE)

_WORDS = st.sampled_from(
    [
        *(
            "foto's",
            "'s avonds",
            "'t",
            "'90",
            '"kom"',
            "'ho'",
            "...",
            "..",
            "--",
            "---",
            "+-",
            "(c)",
            "(TM)",
            "????",
            ",,",
        ),
        *(
            "*vet*",
            "**",
            "_",
            "`code`",
            "~~",
            "<b>",
            "</b>",
            "<script>",
            "<!--",
            "&amp;",
            "&#106;",
            "&",
            "\\",
            "|",
            "^",
        ),
        *("[a](activity:dialoog)", "[a](", "](x)", "![b](c.jpg)", "[x]", "{#plaats}", "{", "}", "[d]: x", "<a:b>"),
        *(
            "javascript:alert(1)",
            "[k](javascript:x)",
            "[k](<java script:x>)",
            "[k](data:text/html,x)",
            "[k](vbscript:x)",
        ),
        *(
            "[k](JAVASCRIPT:x)",
            "[k](\tjavascript:x)",
            "[k](&#x09;javascript:x)",
            "<javascript:x>",
            "[k](//x.nl)",
            "[k](x:y)",
        ),
        *(
            "# kop",
            "## kop",
            "- punt",
            "1. punt",
            "> citaat",
            "    code",
            "```",
            "|a|b|\n|-|-|\n|c|d|",
            ": uitleg",
            "***",
        ),
        *(
            "\n",
            "\n\n",
            "\r",
            "\t",
            " ",
            "  ",
            "é",
            "🏘️",
            "ع",
            "\xa0",
            "\u200b",
            "https://kis.nl",
            '"',
            "'",
            "<",
            ">",
            "=",
            "-",
        ),
        *(
            '[a](https://x.nl "titel")',
            "[a](https://x.nl/\"onclick='x)",
            '![a"b](c.png)',
            '## x {#a"b}',
            "<img src=x onerror=y>",
        ),
    ]
)
_TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(_WORDS, max_size=12).map("".join),
    st.lists(_WORDS, max_size=12).map(" ".join),
).filter(lambda text: not CONTROL.search(text))


class Elements(HTMLParser):
    """What a browser would find in a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.other: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_decl(self, decl: str) -> None:
        self.other.append(decl)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)


def slowly(text: str, mode: str) -> Document:
    """A text through the parser, also where there is nothing to parse."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "_PLAIN_TEXT", re.compile(r"(?!)"))
        patch.setattr(markdown, "_PLAIN_PARAGRAPHS", re.compile(r"(?!)"))
        return render(text, mode)


@settings(max_examples=800)
@given(_TEXTS)
@example("(c) en (TM)")
@example("..")
@example("+-5")
@example("echt????")
@example("een,, twee")
@example(" spaties eromheen ")
@example("\xa0vast\xa0")
@example("a\rb")
@example("'")
def test_the_quick_way_through_a_line_gives_what_the_parser_gives(text: str) -> None:
    assert render(text, "inline") == slowly(text, "inline")


_LINES = st.lists(
    st.one_of(
        st.sampled_from(["Een straat", "'s avonds thuis", "foto's", "=", "-", "1) een", ": uitleg", "+ punt", ""]),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
        st.text("ab é\t '.,:;-=+#1)(/ع\xa0\u2028", max_size=12),
    ),
    max_size=6,
).map("\n".join)


@settings(max_examples=1500)
@given(st.one_of(_LINES, _TEXTS))
@example("Een regel.\nEn nog een.\n\n\nTwee.")
@example("Eind \n\n  Begin")
@example("Woord\n===")
@example("a\n: b")
@example("")
def test_the_quick_way_through_paragraphs_gives_what_the_parser_gives(text: str) -> None:
    assert render(text, "block") == slowly(text, "block")


@settings(max_examples=600)
@given(_TEXTS, st.sampled_from(["inline", "block"]))
@example("[k](javascript:x)", "inline")
@example("<javascript:x>", "inline")
@example('## x {#a"onclick="y}', "block")
def test_no_element_attribute_or_address_of_an_author_reaches_the_page(text: str, mode: str) -> None:
    document = render(text, mode)
    page = Elements()
    page.feed(resolve(document.html, lambda target: "[[" + re.sub(r"[^a-zA-Z0-9]", "", target)))
    page.close()
    assert not page.other
    for tag, attributes in page.found:
        assert tag in ELEMENTS
        assert attributes.keys() <= ATTRIBUTES
        assert ADDRESS.match(attributes.get("href") or ""), attributes
    assert resolve(document.html, lambda _target: "").count(markdown.OPEN) == 0


@settings(max_examples=400)
@given(_TEXTS, st.sampled_from(["inline", "block"]))
def test_what_is_met_on_the_way_lies_within_the_text(text: str, mode: str) -> None:
    document = render(text, mode)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(0 <= fault.offset < lines for fault in document.faults)
    assert all(0 <= link.offset < lines for link in document.links)
    assert all(anchor for anchor in document.anchors)


@settings(max_examples=300)
@given(_TEXTS)
def test_a_title_holds_no_markup_and_no_more_than_was_typed(text: str) -> None:
    straight = str.maketrans("’“”", '\'""')
    assert markdown.plain(text).translate(straight) == text.translate(straight)
