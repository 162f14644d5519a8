"""The command `serve`: what open pages are told, what stands on a page, and how it starts and ends."""

from __future__ import annotations

import http.client
import re
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest

from tests.conftest import MakeProject
from tests.serving import PATIENCE, serving
from tests.small import activity, page, put, text, tree
from wijkverbinder.formats import Telling
from wijkverbinder.lock import Busy
from wijkverbinder.model import Location
from wijkverbinder.pipeline import Outcome, Session, build
from wijkverbinder.problems import Problem, problem
from wijkverbinder.project import Project
from wijkverbinder.serve import WORDS
from wijkverbinder.serve.page import dressed, waiting
from wijkverbinder.serve.server import open_port
from wijkverbinder.serve.trial import Trial, Viewer
from wijkverbinder.serve.watching import Watching

TELLING = Telling(Path(), "nl")
HTML = """<!doctype html>
<html lang="nl">
<head>
<title>x</title>
</head>
<body class="view-page">
<p>x</p>
</body>
</html>
"""


def outcome(*written: str, problems: tuple[Problem, ...] = (), drafts: dict[str, str] | None = None) -> Outcome:
    made = Outcome(written=[*written], drafts=drafts or {})
    made.report.add(problems)
    return made


def commands(trial: Trial, viewer: Viewer) -> list[str]:
    return [str(message.get("path", message["command"])) for message in trial.news(viewer)]


def test_only_who_looks_at_a_page_that_changed_is_told_to_load_it_again() -> None:
    trial = Trial(build=7)
    trial.take(outcome("een.html", "twee.html"), TELLING)
    assert trial.build == 8
    assert commands(trial, Viewer("een.html", 7)) == ["problems", "een.html"]
    assert commands(trial, Viewer("een.html", 8)) == ["problems"]
    trial.take(outcome("twee.html"), TELLING)
    assert commands(trial, Viewer("een.html", 8)) == ["problems"]
    assert commands(trial, Viewer("twee.html", 8)) == ["problems", "twee.html"]
    assert commands(trial, Viewer("", 8)) == ["problems", "*"]


def test_a_style_is_told_as_a_style_and_a_script_as_a_new_page() -> None:
    trial = Trial()
    trial.take(outcome("assets/style.css"), TELLING)
    assert commands(trial, Viewer("een.html", 0)) == ["problems", "assets/style.css"]
    assert commands(trial, Viewer("een.html", 1)) == ["problems"]
    trial.take(outcome("assets/filter.js"), TELLING)
    assert commands(trial, Viewer("een.html", 1)) == ["problems", "een.html"]


def test_a_build_that_changed_nothing_is_no_news() -> None:
    trial = Trial(build=3)
    trial.take(outcome(), TELLING)
    assert trial.build == 3


def test_mistakes_are_told_in_the_words_of_the_terminal_and_gone_when_they_are_mended() -> None:
    trial = Trial()
    found = problem("no-content", Location("content", 1, 2), value="content")
    trial.take(outcome(problems=(found,)), TELLING)
    [message] = trial.news(Viewer("een.html", 0))
    [said] = message["problems"]
    assert (said["place"], said["sentence"], said["remedy"]) == (
        "content:1:2",
        found.sentence("nl"),
        found.remedy("nl"),
    )
    trial.take(outcome(), TELLING)
    assert trial.news(Viewer("een.html", 0)) == [{"command": "problems", "problems": []}]


def test_a_draft_is_new_when_what_is_to_be_done_in_it_changed() -> None:
    trial, drafts = Trial(), {"x.html": "content/pages/x.md"}
    todo = problem("empty-value", Location("content/pages/x.md", 3), field="title").in_draft()
    trial.take(outcome("x.html", problems=(todo,), drafts=drafts), TELLING)
    assert [len(todo) for todo in trial.drafts.values()] == [1]
    assert not trial.problems
    trial.take(outcome(drafts=drafts), TELLING)
    assert [len(todo) for todo in trial.drafts.values()] == [0]
    assert commands(trial, Viewer("x.html", 1)) == ["problems", "x.html"]


def test_a_page_gets_a_script_and_a_style_and_is_else_as_it_was() -> None:
    made = dressed(HTML, 'a"b.html', 5, WORDS["nl"], "nl")
    assert re.sub(r'<link rel="stylesheet" href="/\.serve/serve\.css">\n<script [^>]*></script>\n', "", made) == HTML
    assert 'data-page="a&quot;b.html" data-build="5"' in made
    assert "serve-draft" not in made


def test_a_page_of_a_draft_says_so_and_tells_what_is_to_be_done() -> None:
    todo = [{"line": 3, "sentence": "“a<b” is leeg.", "remedy": "Vul het in."}]
    made = dressed(HTML, "x.html", 5, WORDS["nl"], "nl", todo)
    bar = made[made.index("<aside") : made.index("</aside>")]
    assert made.index('<body class="view-page">') < made.index("<aside")
    assert "Nog 1 ding" in bar
    assert '<li value="3">“a&lt;b” is leeg. <span>Vul het in.</span></li>' in bar
    assert "Haal de regel" in dressed(HTML, "x.html", 5, WORDS["nl"], "nl", [])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_that_stands_in_has_a_title_and_a_language(language: str) -> None:
    page = waiting(WORDS[language], language)
    assert f'<html lang="{language}">' in page
    assert "</head>" in dressed(page, "x.html", 1, WORDS[language], language)


def test_the_words_are_there_in_both_languages() -> None:
    assert {*WORDS["nl"]} == {*WORDS["en"]}
    for name, words in WORDS["nl"].items():
        assert sorted(re.findall(r"\{\w+\}", words)) == sorted(re.findall(r"\{\w+\}", WORDS["en"][name])), name


def test_a_port_that_is_taken_gives_the_next_one() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        sockets, free = open_port(taken)
        for one in sockets:
            assert one.getsockname()[0] == "127.0.0.1"
            one.close()
    assert free > taken


def test_no_page_of_the_trial_site_is_kept_by_the_browser(make_project: MakeProject) -> None:
    trial = Project.on_trial(make_project(real_templates=True).root)
    with Session(trial) as session:
        session.build()
    assert "data-offline" not in (trial.output / "index.html").read_text("utf-8")
    assert not [path for path in trial.output.rglob("*.html") if "serviceWorker" in path.read_text("utf-8")]


def test_a_session_makes_the_same_bytes_as_one_build_from_nothing(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project(real_templates=True)
    trial = Project.on_trial(project.root)
    with Session(trial) as session:
        session.build()
        put(project.root, "content/pages/over.md", text(page("Een andere naam"), "Iets anders."))
        assert "over.html" in session.build().written
        assert session.build().written == []
        tokens = (project.root / "assets" / "css" / "tokens.css").read_text("utf-8")
        put(project.root, "assets/css/tokens.css", f"{tokens}:root {{ --a: 1px }}\n")
        styles = sorted(f"assets/{file.name}" for file in (trial.output / "assets").glob("style*.css"))
        assert session.build().written == [path for path in styles if path != "assets/style-print.css"]
        put(project.root, "content/pages/over.md", text(page(order="veel")))
        assert session.build().failed
        put(project.root, "content/pages/over.md", text(page("Weer goed")))
        assert not session.build().failed
    fresh = Project(project.root, tmp_path / "uit", tmp_path / "staat", trial=True)
    with Session(fresh) as session:
        session.build()
    assert tree(fresh.output) == tree(trial.output)


def test_what_a_session_remembered_is_there_for_the_next_and_two_cannot_run_at_once(
    make_project: MakeProject,
) -> None:
    trial = Project.on_trial(make_project().root)
    with Session(trial) as session:
        assert session.build().written
        with pytest.raises(Busy), Session(trial):
            pass
    with Session(trial) as session:
        assert session.build().written == []


def test_a_session_knows_whether_a_file_changed_since_it_looked(make_project: MakeProject) -> None:
    trial = Project.on_trial(make_project().root)
    with Session(trial) as session:
        session.build()
        assert not session.is_behind()
        put(trial.root, "content/pages/over.md", text(page(order="veel")))
        assert session.is_behind()
        assert session.build().failed
        assert not session.is_behind()


def test_a_session_takes_the_local_layer_that_the_settings_name_by_then(
    make_project: MakeProject, tmp_path: Path
) -> None:
    extension = '---\nchecked: "2026-11-22"\n---\nVan hier.\n'
    files = {"overlays/x/overlay.toml": 'name = "X"\n', "overlays/x/extend/pages/over.md": extension}
    trial = Project.on_trial(make_project(files).root)
    with Session(trial) as session:
        session.build()
        core = tree(trial.output)
        put(trial.root, "site.toml", 'name = "Kleine site"\noverlay = "x"\n')
        assert "over.html" in session.build().written
        fresh = Project(trial.root, tmp_path / "uit", tmp_path / "staat", trial=True).renewed()
        with Session(fresh) as other:
            other.build()
        assert b"Van hier." in tree(fresh.output)["over.html"]
        assert tree(trial.output) == tree(fresh.output)
        put(trial.root, "overlays/x/extend/pages/over.md", extension.replace("hier", "daar"))
        assert session.is_behind()
        put(trial.root, "site.toml", 'name = "Kleine site"\n')
        session.build()
        assert tree(trial.output) == core


def test_a_layer_that_was_asked_for_stays_whatever_the_settings_name(make_project: MakeProject) -> None:
    files = {"overlays/x/overlay.toml": 'name = "X"\n', "overlays/y/overlay.toml": 'name = "Y"\n'}
    root = make_project(files).root
    for asked, layer in (("y", "overlays/y"), ("", "")):
        trial = Project.on_trial(root, asked)
        with Session(trial) as session:
            session.build()
            put(root, "site.toml", f'name = "{asked}"\noverlay = "x"\n')
            session.build()
            assert session.project.layer == layer


class Looking:
    """A look at a project, and how often it was told that something changed."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.begun = 0
        self.told = 0

    def __enter__(self) -> Self:
        self._watching = Watching(lambda: self.project, self._tell, self._begin)
        self._watching.start()
        self.wait_until(lambda: self.begun >= 2)  # the folders, and the files beside them
        return self

    def __exit__(self, *_error: object) -> None:
        self._watching.stop()

    def _tell(self) -> None:
        self.told += 1

    def _begin(self) -> bool:
        self.begun += 1
        return False

    def wait_until(self, done: Callable[[], bool]) -> None:
        """Waits until something is so."""
        end = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < end
            time.sleep(0.02)


@pytest.mark.parametrize("path", ["content/pages/over.md", "site.toml", "editions.toml", "accessibility.toml"])
def test_whatever_decides_the_site_is_looked_at(make_project: MakeProject, path: str) -> None:
    trial = Project.on_trial(make_project().root)
    with Looking(trial) as looking:
        put(trial.root, "notitie.txt", "niet van ons")
        put(trial.root, path, "anders")
        looking.wait_until(lambda: looking.told > 0)


def test_a_layer_that_came_is_looked_at_too(make_project: MakeProject) -> None:
    root = make_project({"overlays/x/overlay.toml": 'name = "X"\n'}).root
    with Looking(Project.on_trial(root)) as looking:
        begun, looking.project = looking.begun, Project.on_trial(root, "x")
        looking.wait_until(lambda: looking.begun > begun)
        put(root, "overlays/x/overlay.toml", 'name = "Y"\n')
        looking.wait_until(lambda: looking.told > 0)


@pytest.mark.parametrize("missed", [True, False])
def test_what_was_saved_before_the_look_began_is_told_once(make_project: MakeProject, missed: bool) -> None:
    trial = Project.on_trial(make_project().root)
    told: list[int] = []
    asked: list[int] = []

    def behind() -> bool:
        asked.append(1)
        return missed and not told

    watching = Watching(lambda: trial, lambda: told.append(1), behind)
    watching.start()
    end = time.monotonic() + PATIENCE
    while len(asked) < 2 and time.monotonic() < end:  # the folders, and the settings beside them
        time.sleep(0.02)
    watching.stop()
    assert (len(told), len(asked)) == (int(missed), 2)


def test_a_damaged_state_is_thrown_away(make_project: MakeProject) -> None:
    trial = Project.on_trial(make_project().root)
    with Session(trial) as session:
        session.build()
    for pack in session.store.packs.iterdir():
        pack.write_bytes(b"x" * pack.stat().st_size)
    put(
        trial.root,
        "templates/base.html",
        (trial.root / "templates/base.html").read_text("utf-8") + "<!-- nieuw -->\n",
    )
    with Session(trial) as session:
        assert not session.build().failed


def fetch(address: str, **headers: str) -> tuple[int, str]:
    """The status and the text of an address."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_it_shows_a_trial_site_aside_and_ends_cleanly_at_ctrl_c(make_project: MakeProject) -> None:
    zingen = text({"draft": True, **activity("Zingen")})
    project = make_project({"content/activities/zingen.md": zingen}, real_templates=True)
    build(project)
    before = tree(project.output)
    with serving(project.root) as served:
        address = served.address
        assert fetch(address)[1].count("/.serve/client.js") == 1
        assert "serve-draft" in fetch(f"{address}activiteiten/zingen.html")[1]
        assert fetch(f"{address}nergens.html")[0] == 404
        assert fetch(f"{address}../state/state")[0] == 404
        assert fetch(f"{address}%2e%2e/state/state")[0] == 404
        assert fetch(address, Host="kwaad.example")[0] == 403
        assert f"{address}activiteiten/zingen.html" in served.said
        put(project.root, "content/pages/over.md", text(page(titel="x")))
        served.wait_for(r"content/pages/over\.md:\d+:1: fout: .*\n +\d+ \| titel: x\n")
        assert "Over deze site" in fetch(f"{address}over.html")[1]
        put(project.root, "content/pages/over.md", text(page("Mooie site")))
        served.wait_for("Alles klopt weer")
        assert "Mooie site" in fetch(f"{address}over.html")[1]
        assert served.interrupt() == 0
        assert served.said.endswith("Gestopt.\n")
        assert "Traceback" not in served.said
    assert tree(project.output) == before
    assert not any(b".serve" in data or b"livereload" in data for data in before.values())


def test_it_starts_on_content_with_mistakes_and_shows_the_site_when_they_are_mended(
    make_project: MakeProject,
) -> None:
    project = make_project({"content/pages/over.md": text(page(order="veel"))}, real_templates=True)
    with serving(project.root) as served:
        status, shown = fetch(served.address)
        assert status == 200
        assert "De site kan nog niet gemaakt worden" in shown
        put(project.root, "content/pages/over.md", text(page()))
        served.wait_for("Alles klopt weer")
        assert "De site kan nog niet" not in fetch(served.address)[1]
        assert served.interrupt() == 0


def test_a_port_that_is_taken_is_said_and_a_second_trial_site_of_a_folder_is_refused(
    make_project: MakeProject,
) -> None:
    project = make_project()
    with serving(project.root) as served:
        port = re.findall(r":(\d+)/", served.address)[0]
        with serving(project.root) as second:
            second.wait_for("draait al een proefsite")
            assert second.process.wait(60) == 1
        other = make_project(folder="ander")
        with serving(other.root, "--port", port) as third:
            third.wait_for(rf"Poort {port} is bezet; daarom is het nu \d+\.")
            assert fetch(third.address)[0] == 200
            assert third.interrupt() == 0
        assert served.interrupt() == 0


def test_the_line_to_a_page_is_only_for_pages_from_here(make_project: MakeProject) -> None:
    with serving(make_project().root) as served:
        host = served.address.removeprefix("http://").rstrip("/")
        for origin, status in (("http://kwaad.example", 403), (f"http://{host}", 101)):
            line = http.client.HTTPConnection(host, timeout=30)
            headers = {
                "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
                "Origin": origin,
            }
            line.request("GET", "/livereload", headers={"Connection": "Upgrade", "Upgrade": "websocket", **headers})
            assert line.getresponse().status == status
            line.close()
        assert served.interrupt() == 0
