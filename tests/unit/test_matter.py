"""Front matter: every trap of YAML that an editor can walk into, and the place of every value."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest
import yaml

from wijkverbinder import matter as module
from wijkverbinder.matter import Matter, MatterError, parse_matter
from wijkverbinder.model import FieldPath
from wijkverbinder.problem_texts import WORDS


def read(matter: str, body: str = "") -> Matter:
    """Reads lines of front matter."""
    return parse_matter(f"---\n{matter}\n---\n{body}")


def fault(text: str) -> tuple[str, int, int]:
    """Code, line and column of what is wrong."""
    with pytest.raises(MatterError) as caught:
        parse_matter(text)
    return caught.value.code, caught.value.line, caught.value.column


def test_front_matter_and_text_are_taken_apart() -> None:
    matter = parse_matter("---\ntitle: Samen eten\n---\nEerste regel.\n\nTweede.\n")
    assert matter.facts == {"title": "Samen eten"}
    assert matter.body == "Eerste regel.\n\nTweede."
    assert matter.body_line == 4


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *[(word, word) for word in ("yes", "no", "on", "off", "Yes", "NO", "y", "n", "True", "TRUE", "Null")],
        ("true", True),
        ("false", False),
        *[(word, None) for word in ("null", "~", "")],
        ("12", 12),
        ("-3", -3),
        ("+5", 5),
        ("0", 0),
        *[(word, word) for word in ("0123", "0o17", "0x1F", "0b1", "1_000", "1:30", "12:30:45")],
        *[(word, word) for word in ("1.5", "1e3", ".5", ".inf", ".nan", "2026-11-22", "2026-11-22 10:00:00")],
        ("12345678901234567890", "12345678901234567890"),
        ('"12"', "12"),
        ("'true'", "true"),
        ('""', ""),
        ("=", "="),
        ("<<", "<<"),
        ("Wat? Ja!", "Wat? Ja!"),
        ("C# en F#", "C# en F#"),
        ("a & b", "a & b"),
        ("'het is ''s avonds'", "het is 's avonds"),
        (r'"één \"citaat\""', 'één "citaat"'),
    ],
)
def test_a_value_is_what_an_editor_reads(written: str, value: Any) -> None:
    found = read(f"field: {written}").facts["field"]
    assert found == value
    assert type(found) is type(value)


def test_a_key_is_always_a_word() -> None:
    assert read("yes: a\n1: b\nnull: c\n2026-11-22: d").facts == {
        "yes": "a",
        "1": "b",
        "null": "c",
        "2026-11-22": "d",
    }


@pytest.mark.parametrize("name", ["content", "metadata", "handler", "body", "keys", "text"])
def test_a_field_may_have_any_name(name: str) -> None:
    matter = read(f"{name}: waarde", "De tekst.")
    assert matter.facts == {name: "waarde"}
    assert matter.body == "De tekst."


def test_line_ends_and_byte_order_marks_are_gone_before_this_but_blank_lines_may_stand_on_top() -> None:
    matter = parse_matter("\n\n  \n---\ntitle: x\n---\n\n\n\ntekst")
    assert (matter.facts, matter.body, matter.body_line) == ({"title": "x"}, "tekst", 10)
    assert matter.places()["title",] == (5, 8)


def test_a_fence_may_have_spaces_behind_it() -> None:
    assert parse_matter("---  \na: 1\n---\t\ntekst").facts == {"a": 1}


def test_a_line_of_dashes_inside_a_block_or_a_text_is_no_fence() -> None:
    matter = read("how: |-\n  boven\n  ---\n  onder\nnext: ja", "kop\n\n---\n\nstaart")
    assert matter.facts == {"how": "boven\n---\nonder", "next": "ja"}
    assert matter.body == "kop\n\n---\n\nstaart"


def test_more_dashes_are_no_fence() -> None:
    assert fault("----\na: 1\n----\n") == ("front-matter-fence", 1, 1)


@pytest.mark.parametrize("text", ["Gewone tekst.", "title: x\n---\n", "--- a: 1 ---"])
def test_a_file_without_front_matter_says_so(text: str) -> None:
    assert fault(text)[0] == "front-matter-missing"


@pytest.mark.parametrize("text", ["---", "---\n", "---\ntitle: x\n", "---\ntitle: x\n--- \u00a0x\n"])
def test_front_matter_that_does_not_end_says_so(text: str) -> None:
    assert fault(text)[0] == "front-matter-open"


def test_empty_front_matter_is_empty() -> None:
    assert parse_matter("---\n---\n").facts == {}
    assert read("# alleen een opmerking").facts == {}


@pytest.mark.parametrize("matter", ["- a\n- b", "zomaar tekst", "[a, b]", "12"])
def test_front_matter_without_fields_says_so(matter: str) -> None:
    assert fault(f"---\n{matter}\n---\n") == ("front-matter-shape", 2, 1)


@pytest.mark.parametrize(
    ("matter", "line", "column"),
    [
        ("a: 1\nb: 'open\nc: 3\nd: 4", 3, 4),
        ('a: 1\nb: "open\nc: 3\nd: 4', 3, 4),
        ("a: 1\nb: [x, y\nc: 3\nd: 4", 3, 4),
        ("a: 1\nb: {x: 1\nc: 3\nd: 4", 3, 4),
        ("a: 1\nb: x: y\nc: 3", 3, 5),
        ("a: 1\nb: @x\nc: 3", 3, 4),
        ("a: 1\nb: `x\nc: 3", 3, 4),
        ("a: 1\nb: %x\nc: 3", 3, 4),
        ("a: 1\nb: *x\nc: 3", 3, 4),
        ("a:\n  b: 1\n\tc: 3", 4, 1),
    ],
)
def test_what_yaml_cannot_read_is_told_where_it_began(matter: str, line: int, column: int) -> None:
    assert fault(f"---\n{matter}\n---\n") == ("front-matter-broken", line, column)


def test_a_remark_behind_a_value_is_no_text_that_is_lost() -> None:
    assert read("a: b # wat wij nog vragen\nc: 'd #e'\nf: g#h").facts == {"a": "b", "c": "d #e", "f": "g#h"}


@pytest.mark.parametrize("fence", ["----", "--", "\u2014", "\u2013-", " ---"])
def test_a_line_that_was_meant_as_a_fence_is_named(fence: str) -> None:
    assert fault(f"---\na: 1\n{fence}\n\nTekst.\n") == ("front-matter-fence", 3, 1)
    assert fault("---\na: 1\n- \n\nTekst.\n") == ("front-matter-open", 1, 1)
    assert fault(f"{fence.strip()}\u2014\na: 1\n---\n\nTekst.\n") == ("front-matter-fence", 1, 1)


def test_a_file_without_anything_is_empty() -> None:
    assert fault("") == ("file-empty", 1, 1)
    assert fault(" \n\n ")[0] == "file-empty"


@pytest.mark.parametrize(
    ("matter", "why", "line", "column"),
    [
        ("a: 1\nplace:Heel Nederland\nb: 2", "space", 3, 1),
        ("place:Heel Nederland\nb: 2", "space", 2, 1),
        ("a: 1\nHeel Nederland\nb: 2", "name", 3, 1),
        ("Heel Nederland\nb: 2", "name", 2, 1),
        ('place: "Heel" Nederland', "behind", 2, 15),
        ("place: [Heel] Nederland", "behind", 2, 15),
        ("place: 's-Gravenhage en 's-Hertogenbosch", "behind", 2, 26),
        ("a: [b, c]]", "behind", 2, 10),
        ('tips:\n  - "Heel" Nederland', "behind", 3, 12),
        ('a: 1\nb: "C:\\dir"', "escape", 3, 7),
        ('a: "\\x4"', "escape", 2, 7),
        ("a: 1\n cost: laag\nb: 1", "deeper", 3, 2),
        ("a: 1\nb: x: y", "colon", 3, 5),
        ("a: een\n  zin die doorgaat: zo", "colon", 3, 19),
        ("a: 1\nb:\n\u00a0\u00a0c: 1", "hard-space", 4, 1),
        ("a: 1\n\u00a0b: 1: 2", "hard-space", 3, 1),
        ("a: een\n \u00a0b: 1", "hard-space", 3, 1),
        ("a:\n\u00a0- b", "hard-space", 3, 1),
        ("a: - b", "dash", 2, 4),
        ("a:\u00a0b\nc: 1", "hard-colon", 2, 2),
        ("a:\n  -text: b\n   c: 1", "dash-space", 3, 3),
        ("a:\n  \u2022 text: b\n    c: 1", "bullet", 3, 3),
        ("a:\n  \u2013 text: b\n    c: 1", "bullet", 3, 3),
        ("a: \u201cb: c\u201d", "curly", 2, 6),
        ("a: b #c d", "hash", 2, 5),
        ("a:\n  - b #1", "hash", 3, 6),
        ("a: | b", "bar", 2, 6),
        ("a: ] b", "sign", 2, 4),
        ("a: !<x", "sign", 2, 7),
        ("%YAML\na: 1", "sign", 2, 6),
        ("  a: 1\nb: 2", "start", 3, 1),
        ("a: 1\n...\nb: 2", "start", 4, 1),
        ('a: "open\nb: "x"', "indent", 3, 5),
    ],
)
def test_what_yaml_cannot_read_is_told_by_what_the_editor_did(matter: str, why: str, line: int, column: int) -> None:
    with pytest.raises(MatterError) as caught:
        read(matter)
    error = caught.value
    assert (error.values["why"], error.line, error.column) == (f"@yaml-{why}", line, column)
    assert f"yaml-{why}" in WORDS


def test_a_no_break_space_inside_a_text_is_a_space() -> None:
    assert read("a: één\u00a0twee\nb: |\n  \u00a0x\nc: \u00a0d").facts == {
        "a": "één\u00a0twee",
        "b": "\u00a0x\n",
        "c": "\u00a0d",
    }


def test_a_second_document_is_refused() -> None:
    assert fault("---\na: 1\n...\nb: 2\n---\n")[:2] == ("front-matter-broken", 4)


@pytest.mark.parametrize("value", ["!!python/object:os.system x", "!!binary aGk=", "!eigen x", "!!set {a, b}", "! x"])
def test_a_tag_is_refused(value: str) -> None:
    assert fault(f"---\na: 1\nb: {value}\n---\n") == ("yaml-tag", 3, 4)


@pytest.mark.parametrize(("matter", "column"), [("a: &Co", 4), ("a: &Co is een naam", 4), ("&k a: b", 1)])
def test_a_word_that_yaml_would_take_for_an_anchor_is_not_dropped_in_silence(matter: str, column: int) -> None:
    assert fault(f"---\n{matter}\n---\n") == ("yaml-tag", 2, column)


@pytest.mark.parametrize("matter", ["? [a, b]\n: c", "[a, b]: c", "{a: b}: c", "!!str a: c"])
def test_a_key_that_is_no_word_is_refused(matter: str) -> None:
    assert fault(f"---\n{matter}\n---\n")[:2] == ("yaml-tag", 2)


def test_an_alias_is_refused_where_it_stands() -> None:
    assert fault("---\na: &x [1]\nb: *x\n---\n") == ("yaml-alias", 2, 4)
    assert fault("---\na: &x [*x]\n---\n")[0] == "yaml-alias"
    assert fault("---\na: &x {b: 1}\n<<: *x\n---\n")[0] == "yaml-alias"


def test_an_alias_bomb_costs_nothing() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert fault("---\n" + "\n".join(lines) + "\n---\n")[0] == "yaml-alias"


@pytest.mark.parametrize("depth", [30, 100_000])
@pytest.mark.parametrize("shape", ["a: {}", "- {}", "? {}"])
def test_nesting_is_refused_however_deep(shape: str, depth: int) -> None:
    brackets = "[" * depth + "]" * depth if shape.startswith("a") else f"{shape[0]} " * depth + "x"
    text = shape.format(brackets) if shape.startswith("a") else brackets
    assert fault(f"---\n{text}\n---\n")[0] in {"yaml-deep", "front-matter-shape", "yaml-tag"}


def test_nesting_by_indentation_is_refused_too() -> None:
    lines = "".join(" " * depth + "a:\n" for depth in range(400))
    assert fault(f"---\n{lines}\n---\n")[0] == "yaml-deep"


@pytest.mark.parametrize("value", [r'"\0"', r'"a\x01<b>"', r'"\u2028"', r'"\x85"', r'"\e"', r'"\N"', r'"\L"'])
def test_a_control_character_that_yaml_spells_out_is_refused(value: str) -> None:
    assert fault(f"---\na: 1\nb: {value}\n---\n") == ("control-character", 3, 4)
    assert fault(f"---\n{value}: 1\n---\n") == ("control-character", 2, 1)


def test_every_key_and_value_has_its_place() -> None:
    matter = parse_matter(
        dedent(
            """\
            ---
            title: Samen
            phases:
              in-rust:
                verdict: past
                tips:
                  - text: Begin
                  - {text: "Ga door", ours: x}
            how: |-
              regel één
              regel twee
            ---

            De tekst.
            """
        )
    )
    places = matter.places()
    expected: dict[FieldPath, tuple[int, int]] = {
        ("title",): (2, 8),
        ("title", "#key"): (2, 1),
        ("phases", "in-rust", "#key"): (4, 3),
        ("phases", "in-rust", "verdict"): (5, 14),
        ("phases", "in-rust", "tips", 0, "text"): (7, 15),
        ("phases", "in-rust", "tips", 1, "ours"): (8, 33),
        ("how",): (9, 6),
        ("body",): (14, 1),
    }
    assert {path: places[path] for path in expected} == expected
    assert matter.is_block(("how",))
    assert not matter.is_block(("title",))
    assert not matter.is_block(("phases", "in-rust", "tips", 1, "text"))
    assert not matter.is_block(("nergens", 3))


def test_a_key_that_stands_twice_is_told_with_both_places() -> None:
    matter = read("a: 1\nb:\n  c: 1\n  c: 2\na: 3\nd: [{e: 1, e: 2}]")
    found = [(path, here[0], first[0]) for path, here, first in matter.duplicates()]
    assert found == [(("b", "c"), 5, 4), (("a",), 6, 2), (("d", 0, "e"), 7, 7)]


def test_a_key_that_stands_three_times_is_told_twice() -> None:
    assert [first for *_, first in read("a: 1\na: 2\na: 3").duplicates()] == [(2, 1), (2, 1)]


def test_without_front_matter_nothing_stands_twice() -> None:
    matter = parse_matter("---\n---\ntekst")
    assert list(matter.duplicates()) == []
    assert matter.places() == {("body",): (3, 1)}


def test_a_folded_block_is_read_as_yaml_says() -> None:
    assert read("a: >-\n  één\n  twee\n\n  drie").facts == {"a": "één twee\ndrie"}


def test_the_c_parser_and_the_python_parser_agree_on_the_traps(monkeypatch: pytest.MonkeyPatch) -> None:
    # Where libyaml lacks, PyYAML's own parser takes its place: same words, same line.
    quick_loader = module._Loader

    own = {name: getattr(quick_loader, name) for name in ("resolve", "descend_resolver", "ascend_resolver")}
    texts = ["a: yes\nb: [1, x]\nc: |-\n  één\n  twee", "a: 'open\nb: 1", "a: &x 1", "a: 1\na: 2"]
    quick = [_outcome(text) for text in texts]
    monkeypatch.setattr(module, "_Loader", type("Slow", (yaml.SafeLoader,), own))
    assert [_outcome(text) for text in texts] == quick


def _outcome(text: str) -> object:
    try:
        matter = read(text)
    except MatterError as error:
        return error.code, error.line
    return matter.facts, matter.places(), [*matter.duplicates()]
