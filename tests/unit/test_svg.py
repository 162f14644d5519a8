"""Drawings: what they may hold, and what would run or be fetched where a reader opens them by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import PNG, ROOT
from wijkverbinder.pictures import Unfit
from wijkverbinder.svg import check_drawing

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
XHTML = "http://www.w3.org/1999/xhtml"
INKSCAPE = 'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'


def refused(data: str | bytes) -> tuple[str, str]:
    """Why a drawing is refused: the code, and what it names."""
    with pytest.raises(Unfit) as caught:
        check_drawing(data.encode() if isinstance(data, str) else data)
    return caught.value.code, caught.value.values.get("value", "")


@pytest.mark.parametrize("file", sorted(ROOT.glob("overlays/*/*.svg")) + sorted(ROOT.glob("assets/images/*.svg")))
def test_our_own_drawings_are_fit(file: Path) -> None:
    check_drawing(file.read_bytes())


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><linearGradient id="a"/></defs><path fill="url(#a)" d="M0 0h8"/>',
        """<style>@media print { .a { fill: url('#a'); mask: url( "#b" ) } } /* on = 1 */</style>""",
        '<g style="fill:url(#a);stroke:none"><text>Klik op = of javascript: niet</text></g>',
        '<use xlink:href="#a"/><use href=" #a"/><a href="#a"><title>Een plein</title></a>',
        '<image href="data:image/png;base64,AAAA"/><image xlink:href="data:image/jpeg;base64,AAAA"/>',
        '<style>.a { background: url("data:image/png;base64,AAAA") }</style>',
        '<animate attributeName="opacity" from="0" to="1"/>',
        f'<g {INKSCAPE} inkscape:label="url(https://x.nl) on" inkscape:onder="1"><desc>x</desc></g>',
        '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" r:about=""/></metadata>',
        "<!-- <script>x</script> --><?xpacket begin=''?>",
        "<text>&lt;script&gt; &#x41; één 😀</text>",
        r'<style>.a { content: "\201C" }</style>',
    ],
)
def test_what_only_draws_is_fit(inside: str) -> None:
    check_drawing(SVG.format(inside).encode())
    check_drawing(b"\xef\xbb\xbf" + f'<?xml version="1.0" encoding="UTF-8"?>\n{SVG.format(inside)}'.encode())


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ("<script>x()</script>", "<script>"),
        (f'<x:script xmlns:x="{XHTML}">x()</x:script>', "<script>"),
        ('<x:script xmlns:x="http://www.w3.org/2000/svg">x()</x:script>', "<script>"),
        (f'<desc><p xmlns="{XHTML}">x</p></desc>', "<p>"),
        (f'<metadata><b:img xmlns:b="{XHTML}" src="x"/></metadata>', "<img>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<handler type="text/javascript">x()</handler>', "<handler>"),
        ("<iframe/>", "<iframe>"),
        ('<g onclick="x()"/>', 'onclick="x()"'),
        ('<g\nONLOAD\n=\n"x()"/>', 'ONLOAD="x()"'),
        ('<a href="javascript:x()">x</a>', 'href="javascript:x()"'),
        ('<a xlink:href="java&#115;cript:x()">x</a>', 'href="javascript:x()"'),
        ('<a xlink:href=" https://x.nl/">x</a>', 'href=" https://x.nl/"'),
        ('<use href="andere.svg#a"/>', 'href="andere.svg#a"'),
        ('<image href="//x.nl/a.png"/>', 'href="//x.nl/a.png"'),
        ('<use href="data:image/svg+xml,x#a"/>', 'href="data:image/svg+xml,x#a"'),
        ('<image href="data:text/html,x"/>', 'href="data:text/html,x"'),
        ('<g xml:base="https://x.nl/"/>', 'base="https://x.nl/"'),
        ('<a><set attributeName="href" to="x"/></a>', 'attributeName="href"'),
        ('<a><animate attributeName="xlink:href" values="x"/></a>', 'attributeName="xlink:href"'),
        ('<g fill="url(https://x.nl/a#b)"/>', "url(https://x.nl/a#b"),
        ("<g style=\"fill:URL( 'a.svg#b')\"/>", "URL( 'a.svg#b"),
        (r'<g style="fill:\75 \72l(a.svg#b)"/>', "url(a.svg#b"),
        ('<animate attributeName="fill" values="url(a.svg#b)"/>', "url(a.svg#b"),
        ("<style>@import 'a.css';</style>", "@import"),
        ("<style><![CDATA[@IMPORT 'a.css';]]></style>", "@IMPORT"),
        ("<style>&#64;import 'a.css';</style>", "@import"),
        (r"<style>@\69mport 'a.css';</style>", "@import"),
        ("<style><g/>@import 'a.css';</style>", "@import"),
        ("<style>@imp<g/>ort 'a.css';</style>", "@import"),
        ("<style>.a { mask: image-set('a.png' 1x) }</style>", "image-set("),
        ("<style>.a { background: url(data:image/svg+xml,x) }</style>", "url(data:image/svg+xml,x"),
    ],
)
def test_what_would_run_or_lead_out_of_the_drawing_is_refused_by_name(inside: str, named: str) -> None:
    assert refused(SVG.format(inside)) == ("picture-active", named)


@pytest.mark.parametrize(
    ("above", "named"),
    [
        ('<!DOCTYPE svg [<!ENTITY x "&#60;script>x()&#60;/script>">]>', "<!DOCTYPE>"),
        ('<!DOCTYPE svg SYSTEM "https://x.nl/a.dtd">', "<!DOCTYPE>"),
        ('<?xml-stylesheet type="text/xsl" href="data:text/xml,x"?>', "<?xml-stylesheet?>"),
    ],
)
def test_what_stands_above_a_drawing_cannot_make_it_another(above: str, named: str) -> None:
    assert refused(above + SVG.format("&x;")) == ("picture-active", named)


def test_entities_in_entities_are_not_unfolded() -> None:
    rows = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 30))
    bomb = f'<!DOCTYPE svg [<!ENTITY a0 "x">{rows}]>{SVG.format("&a29;")}'
    assert refused(bomb) == ("picture-active", "<!DOCTYPE>")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture-kind"),
        (PNG, "picture-kind"),
        (b"tekst over <svg", "picture-kind"),
        (b"<html><svg/></html>", "picture-kind"),
        (SVG.format("<script/>").encode("utf-16-le"), "picture-active"),
        (SVG.format("<script/>").encode("utf-16"), "picture-active"),
        (SVG.format("<g/>").encode()[:-3], "picture-broken"),
        (SVG.format("<g>").encode(), "picture-broken"),
        (SVG.format("&x;").encode(), "picture-broken"),
        (SVG.format("<x:g/>").encode(), "picture-broken"),
        (SVG.format("é").encode("latin-1"), "picture-broken"),
        (SVG.format("\x1b").encode(), "picture-broken"),
    ],
)
def test_what_cannot_be_read_or_only_in_another_way_is_refused(data: bytes, code: str) -> None:
    assert refused(data)[0] == code


def test_what_a_drawing_holds_cannot_disturb_the_message() -> None:
    assert refused(SVG.format('<g onx="a\n\tb\u009b2J\u202ec"/>')) == ("picture-active", 'onx="a b 2J c"')


def test_a_long_value_is_told_by_its_beginning() -> None:
    _, named = refused(SVG.format(f'<a href="https://x.nl/{"a" * 500}"/>'))
    assert named == f'href="https://x.nl/{"a" * 27}…"'
