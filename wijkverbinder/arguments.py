"""The arguments of the commands, and what is said of those that can't be; knows no command's work."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NoReturn

from wijkverbinder.command_words import WORDS

FORMS = ("text", "github", "gitlab", "json", "sarif")
"""The names in `formats.FORMATS`, which a build without problems never loads; a test compares the two."""

FOR_PEOPLE = frozenset({"text", "github"})
"""Those in which nothing is said where nothing is wrong; the others are a whole file all the same."""

_SAID: tuple[tuple[str, str], ...] = (
    (
        "no-command",
        r"argument build\|\S*: invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.*)\)",
    ),
    (
        "no-choice",
        r"argument (?P<option>\S+): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.*)\)",
    ),
    ("no-number", r"argument \S+: invalid int value: '?(?P<value>.*?)'?"),
    ("no-port", r"argument \S+: invalid _port value: '?(?P<value>.*?)'?"),
    ("no-day", r"argument \S+: invalid _day value: '?(?P<value>.*?)'?"),
    ("lacking", r"the following arguments are required: (?P<value>.*)"),
    ("lacks-value", r"argument (?P<option>\S+): expected one argument"),
    ("takes-none", r"argument (?P<option>\S+): ignored explicit argument '?(?P<value>.*?)'?"),
    ("not-both", r"argument (?P<option>\S+): not allowed with argument (?P<other>\S+)"),
    ("unclear", r"ambiguous option: (?P<option>\S+) could match (?P<choices>.*)"),
)
"""What argparse says of arguments that it can't take, by the name of our sentence for it.

They are compiled where they are needed, not at each start.
"""


class Parser(argparse.ArgumentParser):
    """Says in the language of the messages what is wrong with the arguments, and what was probably meant."""

    def __init__(self, *, words: dict[str, str], **given: Any) -> None:
        super().__init__(**given)
        self.words = words
        self.commands: dict[str, Parser] = {}

    def error(self, message: str) -> NoReturn:
        """Ends with two; argparse tells of every mistake through this."""
        for name, pattern in _SAID:
            if found := re.fullmatch(pattern, message):
                values = found.groupdict()
                choices = [choice.strip("'") for choice in values.get("choices", "").split(", ")]
                values["choices"] = ", ".join(choices)
                self.refuse(self.words[name].format(**values), values.get("value", ""), choices)
        self.refuse(message)

    def refuse(self, said: str, word: str = "", names: Iterable[str] = ()) -> NoReturn:
        """Ends with two.

        Args:
            said: what is wrong.
            word: what stood there, if something else was meant.
            names: what could have been meant.
        """
        from wijkverbinder.text import nearest

        near = nearest(word, names) if word else None
        meant = self.words["meant"].format(near) if near else ""
        self.exit(2, f"{said}{meant}\n{self.words['ask-help'].format(program=self.prog)}\n")

    def refuse_rest(self, command: str, rest: Sequence[str], options: argparse.Namespace) -> NoReturn:
        """Ends with two, for words behind a command that it has no use for."""
        if command == "new" and not rest[0].startswith("-"):
            title = " ".join([options.title, *rest])
            self.refuse(self.words["needs-quotes"].format(kind=options.kind, title=title))
        meant = self.commands.get(command, self)
        names = re.findall(r"--[a-z][a-z-]*", meant.format_usage()) if rest[0].startswith("-") else []
        word = rest[0].partition("=")[0]
        said = self.words["not-here"].format(value=" ".join(rest), command=command)
        meant.refuse(said, word, [name for name in names if name != word])


def _add_format(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("--format", choices=FORMS, default="text", help=words["format"])


def _add_serve(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("--port", type=_port, default=8000, help=words["port"])
    command.add_argument("--no-open", action="store_true", help=words["no-open"])
    command.add_argument("--form", action="store_true", help=words["form"])


def _add_new(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("kind", metavar="SOORT", help=words["kind"])
    command.add_argument("title", metavar="TITEL", help=words["title-of"])
    command.add_argument("--lang", metavar="TAAL", default="", help=words["lang"])


def _add_addresses(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("--check", action="store_true", help=words["addresses-check"])
    _add_format(command, words)


def _add_edition(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("--check", action="store_true", help=words["edition-check"])
    _add_format(command, words)


def _add_package(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("--since", metavar="ZIP", help=words["since"])
    command.add_argument("--web", action="store_true", help=words["web"])
    command.add_argument("--one-file", action="store_true", help=words["one-file"])
    command.add_argument("--warc", action="store_true", help=words["warc"])
    command.add_argument("--to", metavar="MAP", help=words["to"])


def _add_pdf(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("--to", metavar="MAP", help=words["to"])


def _add_report(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=words["json"])
    form.add_argument("--markdown", action="store_true", help=words["markdown"])
    form.add_argument("--html", metavar="BESTAND", default="", help=words["html"])
    command.add_argument("--online", action="store_true", help=words["online"])
    command.add_argument("--against", metavar="REVISIE", default="", help=words["against"])
    command.add_argument("--strict", action="store_true", help=words["strict"])
    command.add_argument("--today", metavar="DAG", type=_day, help=words["today"])


def _add_translations(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("files", nargs="*", metavar="BESTAND", help=words["agreed"])


def _add_nothing(_command: argparse.ArgumentParser, _words: dict[str, str]) -> None:
    pass


def _add_bench(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.add_argument("counts", nargs="*", type=int, help=words["counts"])
    command.add_argument("--serve", action="store_true", help=words["bench-serve"])
    command.add_argument("--browser", action="store_true", help=words["bench-browser"])


def _add_test(command: argparse.ArgumentParser, words: dict[str, str]) -> None:
    command.epilog = f"… : {words['rest']}"


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise ValueError(text)
    return int(text)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _add_shared(
    parser: argparse.ArgumentParser, words: dict[str, str], names: Sequence[str], default: str | None = None
) -> None:
    """Options of `SHARED`; before the command their value is None where they are not given."""
    for name in names:
        if name == "language":
            parser.add_argument("--language", choices=("nl", "en"), default=default, help=words[name])
        else:
            parser.add_argument(f"--{name}", metavar="MAP", default=default, help=words[name])


Adds = Callable[[argparse.ArgumentParser, dict[str, str]], None]
"""Adds the arguments of a command to what understands them, with the words for their help."""

ARGUMENTS: dict[str, Adds] = {
    "build": _add_format,
    "check": _add_format,
    "serve": _add_serve,
    "new": _add_new,
    "addresses": _add_addresses,
    "edition": _add_edition,
    "package": _add_package,
    "pdf": _add_pdf,
    "report": _add_report,
    "translations": _add_translations,
    "test": _add_test,
    "lint": _add_nothing,
    "weigh": _add_nothing,
    "bench": _add_bench,
}
"""The arguments of every command, in the order in which the help tells of them; what they do stands in `cli`."""

TOOLS = frozenset({"test", "lint", "bench"})
"""The commands about our own code, which look at no project."""

SHARED: dict[str, frozenset[str]] = {
    "output": frozenset({"build", "package", "pdf", "weigh"}),
    "source": frozenset(ARGUMENTS) - TOOLS,
    "overlay": frozenset(ARGUMENTS) - TOOLS - {"weigh"},
    "language": frozenset(ARGUMENTS),
}
"""The options that may also stand before a command, and the commands that do something with them."""


def parser_of(language: str, names: Sequence[str] = ()) -> Parser:
    """What understands the arguments.

    Args:
        language: of its help.
        names: the commands that may be meant, all where none is given: to make them all ready takes as long as it
            takes a build with nothing to do to look at the site.
    """
    words = WORDS[language]
    parser = Parser(prog="build.py", description=words["about"], words=words)
    _add_shared(parser, words, [*SHARED])
    parser.set_defaults(format="text")
    commands = parser.add_subparsers(dest="command", metavar="|".join(ARGUMENTS))
    for name in names or ARGUMENTS:
        description = words[name].capitalize() + "."
        command = commands.add_parser(name, help=words[name], description=description, words=words)
        parser.commands[name] = command
        ARGUMENTS[name](command, words)
        taken = [option for option, takers in SHARED.items() if name in takers and name not in TOOLS]
        _add_shared(command, words, taken, default=argparse.SUPPRESS)
    return parser


def understand(arguments: Sequence[str], language: str) -> tuple[argparse.Namespace, list[str]]:
    """What is asked for; ends with two, and what to write instead, where that can't be told.

    Args:
        arguments: what stood behind `build.py`.
        language: in which to say so.

    Returns:
        the options, with a command in any case, and for `test` all else, which is for pytest.
    """
    parser = parser_of(language, [name for name in ARGUMENTS if name in arguments])
    options, rest = parser.parse_known_args(list(arguments))
    options.command = options.command or "build"
    unused = [
        f"--{name}"
        for name, takers in SHARED.items()
        if getattr(options, name) is not None and options.command not in takers
    ]
    if unused or (rest and options.command != "test"):
        parser.refuse_rest(options.command, unused or rest, options)
    return options, rest
