"""Markdown: links kept open, their lines, anchors; what a text looks like stands in tests/fixtures."""

from __future__ import annotations

import pytest

from wijkverbinder.kinds import KINDS
from wijkverbinder.markdown import MARK, OPEN, Link, plain, render, resolve
from wijkverbinder.typed import Fault


def test_a_link_to_the_site_stays_open_until_its_page_is_made() -> None:
    document = render("Zie [dialoog](activity:dialoog#stappen).", "inline")
    assert document.html == f'Zie <a href="{OPEN}activity:dialoog#stappen{OPEN}">dialoog</a>.'
    assert document.links == (Link("activity:dialoog#stappen", 0),)
    assert resolve(document.html, lambda _target: "../a.html#b") == 'Zie <a href="../a.html#b">dialoog</a>.'


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_may_lead_to_an_entry_of_any_kind(kind: str) -> None:
    document = render(f"[x]({kind}:y#z)", "inline")
    assert document.links == (Link(f"{kind}:y#z", 0),)
    assert document.faults == ()


@pytest.mark.parametrize("address", ["a-:b", "-a:b", "a--b:c", "a1:b", "a.b:c", "a b:c", "a/b:c", "-:b", "a-b:"])
def test_what_cannot_be_a_kind_leads_to_no_entry(address: str) -> None:
    assert render(f"[x](<{address}>)", "inline").links == ()


def test_two_links_beside_each_other_are_each_resolved() -> None:
    html = render("[a](activity:a)[b](activity:b)", "inline").html
    assert resolve(html, lambda target: target.upper()) == '<a href="ACTIVITY:A">a</a><a href="ACTIVITY:B">b</a>'


def test_html_without_open_links_is_not_touched() -> None:
    def never(target: str) -> str:
        raise AssertionError(target)

    assert resolve("<p>tekst</p>", never) == "<p>tekst</p>"


def test_links_and_pictures_know_their_line() -> None:
    text = (
        "Eerste [a](activity:a)\ntweede [b](activity:b)\\\nderde [c](activity:c)\n\n"
        "- punt\n- punt [d](activity:d)\n\n![Wat je ziet](e.png)\n\n## Kop [f](activity:f)"
    )
    assert [(link.target, link.offset, link.picture) for link in render(text, "block").links] == [
        ("activity:a", 0, False),
        ("activity:b", 1, False),
        ("activity:c", 2, False),
        ("activity:d", 5, False),
        ("e.png", 7, True),
        ("activity:f", 9, False),
    ]


def test_links_in_a_table_know_their_row() -> None:
    text = "| a | b |\n|---|---|\n| x | y |\n| x | [c](activity:c) |\n"
    assert [link.offset for link in render(text, "block").links] == [3]


def test_links_in_a_quote_and_a_definition_know_their_line() -> None:
    text = "> één\n> [a](activity:a)\n\nWoord\n: uitleg\n  [b](activity:b)\n"
    assert [link.offset for link in render(text, "block").links] == [1, 5]


def test_a_picture_inside_a_link_is_seen_and_its_words_are_not_links() -> None:
    document = render("[![Een tafel](tafel.png)](activity:eten)", "inline")
    assert {(link.target, link.picture) for link in document.links} == {("activity:eten", False), ("tafel.png", True)}


def test_a_place_on_the_page_itself_is_a_link_too() -> None:
    document = render("[boven](#boven)", "inline")
    assert document.links == (Link("#boven", 0),)
    assert document.html == '<a href="#boven">boven</a>'


def test_headings_give_their_places() -> None:
    document = render("## Eén {#een}\n\ntekst\n\n### Twee\n\n#### Drie *vet* {#drie}", "block")
    assert document.anchors == ("een", "drie")


def test_every_fault_is_told_at_once() -> None:
    document = render("# Titel\n\n[x](y.md)\n\n![](z.png)\n\n![z](http://z.nl/z.png)", "block")
    assert document.faults == (
        Fault("heading-level", 0),
        Fault("link-address", 2, (("value", "y.md"),)),
        Fault("picture-alt", 4, (("value", "z.png"),)),
        Fault("picture-address", 6, (("value", "http://z.nl/z.png"),)),
    )


def test_an_address_outside_is_marked_as_such() -> None:
    assert 'rel="external"' in render("[x](https://x.nl)", "inline").html
    assert 'rel="external"' not in render("[x](activity:x) [y](#y)", "inline").html


def test_plain_text_is_not_escaped_yet() -> None:
    assert plain("Koffie & <thee>") == "Koffie & <thee>"


def test_the_two_marks_cannot_be_typed() -> None:
    from wijkverbinder.text import CONTROL

    assert CONTROL.match(OPEN)
    assert CONTROL.match(MARK)


def test_the_title_of_a_page_stands_above_the_first_heading_of_its_text() -> None:
    faults = [fault.code for fault in render("### Kop", "body").faults]
    assert (faults, render("### Kop", "block").faults, render("## Kop", "body").faults) == (["heading-jump"], (), ())


@pytest.mark.parametrize(
    ("text", "value", "meant", "line"),
    [
        ("Zie\n[v] (activity:dialoog).", "[v] (activity:dialoog)", "[v](activity:dialoog)", 1),
        ("[v](activity: dialoog)", "[v](activity: dialoog)", "[v](activity:dialoog)", 0),
        ("Zie [[dialoog]].", "[[dialoog]]", "[dialoog](activity:dialoog)", 0),
        ("Tekst.\n\n##Kop", "##Kop", "## Kop", 2),
        ("Tekst.\n##Kop", "##Kop", "## Kop", 1),
        ("## A {naam}", "{naam}", "{#naam}", 0),
        ("Tekst.\n\n## \n\nTekst.", "##", "## Kop", 2),
    ],
)
def test_what_was_meant_as_a_link_or_a_heading_is_told_at_its_line(
    text: str, value: str, meant: str, line: int
) -> None:
    fault = Fault("markdown-typed-wrong", line, (("value", value), ("meant", meant)))
    assert render(text, "block").faults == (fault,)


@pytest.mark.parametrize(
    "text",
    [
        r"\[v] (activity:dialoog), \[v](activity: dialoog), \[[dialoog]]",
        "\\##Kop\n\n## A \\{naam}",
        "`[[dialoog]]` en `[v] (a:b)`",
        "    ##Kop",
        "#1 en {naam} en [1] (zie boven) en [sic](zie boven)",
        "## A {#naam}",
    ],
)
def test_signs_that_are_meant_as_they_stand_are_no_fault(text: str) -> None:
    assert render(text, "block").faults == ()


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("[v](file:///C:/a.docx)", "link-own-computer"),
        ("[v](C:\\Users\\a.docx)", "link-own-computer"),
        ("[v](mailto:jan.x.nl)", "link-mail"),
        ("[v](mailto:jan@@x.nl)", "link-mail"),
        ("[v](mailto:jan@x)", "link-mail"),
        ("![v](foto.heic)", "picture-format"),
        ("![v](Foto van jan.jpg)", "markdown-typed-wrong"),
    ],
)
def test_a_link_that_leads_nobody_anywhere_is_a_fault(link: str, code: str) -> None:
    assert [fault.code for fault in render(link, "inline").faults] == [code]


@pytest.mark.parametrize(
    ("text", "code", "value"),
    [
        ("Een <b>vet</b> woord", "html-in-text", "<b>"),
        ("Regel<br/>regel", "html-in-text", "<br/>"),
        ('<div align="center">x</div>', "html-in-text", '<div align="center">'),
        ("a\n\n<!-- nog vragen -->", "html-in-text", "<!--"),
        ("Zo zegt men.[^1]", "footnote-in-text", "[^1]"),
        ("\u2022 een", "markdown-typed-wrong", "\u2022 een"),
        ("Dit is ==nieuw== hier", "mark-in-text", "==nieuw=="),
        (":::let op\nTekst\n:::", "mark-in-text", ":::let op"),
        ("- [ ] Bel iedereen", "mark-in-text", "[ ]"),
        ("- [x] Gebeld", "mark-in-text", "[x]"),
        ("> [!NOTE]\n> Tekst", "mark-in-text", "[!NOTE]"),
        ("[TOC]", "mark-in-text", "[TOC]"),
        ("Versie {{ page.title }}", "mark-in-text", "{{ page.title }}"),
        ("Zie https://krant.example/a.", "address-in-text", "https://krant.example/a"),
        ("Zie (www.krant.example) hier", "address-in-text", "www.krant.example"),
        ("Zie **https://krant.example** hier", "address-in-text", "https://krant.example"),
        ("| dag | wie |\n| ma | Sam |", "table-line", "| dag | wie |"),
        ("| **dag** | [wie](activity:a) |", "table-line", "| **dag** | [wie](activity:a) |"),
    ],
)
def test_markup_of_elsewhere_is_told_where_readers_would_see_it(text: str, code: str, value: str) -> None:
    fault, *more = render(text, "block").faults
    assert {one.code for one in more} <= {code}  # a box has an end as well
    assert (fault.code, fault.values[0]) == (code, ("value", value))


@pytest.mark.parametrize(
    "text",
    [
        *("`<b>` en a < b", "\\<b>", "```\n<b>[^1]\n```", "1 <2> 3", "een \u2022 twee", "x<bron>"),
        *("a == b", "a == b == c", "Let op::: daar", "\\[ ] hokje", "Kies [x] of [ ] niet", "{één}", "`==a==`"),
        *(
            "<https://krant.example>",
            "[https://krant.example](https://krant.example)",
            "`https://a.nl`",
            "https:// is het",
        ),
        *("| a | b |\n|---|---|\n| 1 | 2 |", "Kies ja | nee | weet niet", "\\| a | b |"),
    ],
)
def test_signs_that_only_look_like_markup_are_no_fault(text: str) -> None:
    assert not render(text, "block").faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Tekst.\n\nRegel\n| a | b |", None),
        ("Tekst.\n\n| a | b | c |", Fault("table-line", 2, (("value", "| a | b | c |"), ("line", "|---|---|---|")))),
        (
            "Tekst.\n\nRegel\nZie www.krant.example/a, of bel.",
            Fault(
                "address-in-text",
                3,
                (("value", "www.krant.example/a"), ("address", "https://www.krant.example/a")),
            ),
        ),
        (
            "Zie http://krant.example",
            Fault("address-in-text", 0, (("value", "http://krant.example"), ("address", "http://krant.example"))),
        ),
        (
            "Neem mee:\n\u2022 een pan",
            Fault("markdown-typed-wrong", 1, (("value", "\u2022 een pan"), ("meant", "- een pan"))),
        ),
        (
            "a\n\n![De straat](Foto van Straat.JPG)",
            Fault(
                "markdown-typed-wrong",
                2,
                (("value", "[De straat](Foto van Straat.JPG)"), ("meant", "[De straat](foto-van-straat.jpg)")),
            ),
        ),
        ("`a`\u2022 twee", None),
    ],
)
def test_the_line_of_a_fault_and_what_to_write_instead(text: str, fault: Fault | None) -> None:
    assert render(text, "block").faults == ((fault,) if fault else ())


def test_a_mail_to_more_people_with_a_subject_is_no_fault() -> None:
    assert not render("[v](mailto:a@x.nl,b@y.nl?subject=Hoi%20daar)", "inline").faults


@pytest.mark.parametrize("address", ["https://", "http:", "mailto:", "tel:"])
def test_a_link_to_an_address_without_anything_in_it_is_a_fault(address: str) -> None:
    assert [fault.code for fault in render(f"[v]({address})", "inline").faults] == ["link-address"]
