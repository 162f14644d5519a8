"""Measures a build with seeded content: cold, nothing changed, one sentence changed; time, work and memory.

Whole processes are measured, as a user starts them. Beside the time on the clock stands the time that the
processors worked, all of them together, which other programs disturb less; and how often a fixed piece of Markdown
work would fit in that, measured before and after. By the last, numbers from different machines can be compared.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from wijkverbinder.project import Project

RUNS = 3
"""Builds of each sort, of which the median counts."""

MANY = 5_000
"""Activities from which each sort of build is done once: the larger the content, the less a run differs."""

EDITS = 10
"""Saves that are timed with `serve`."""

EDITED = "activiteit-0"
"""The activity that is changed, the first one, so that it is there in the smallest content too."""

_WORDS = (
    "de|buurt|mensen|samen|praten|straat|tafel|iemand|vertelt|luister|eerst|nodig|uit|plein|school|ouders|kinderen|"
    "vraag|wat|je|hoort|kom|terug|elke|week|koffie|maak|tijd|voor|rust|en|begin|klein|met|een|buur|die|jij|al|kent|"
    "bespreek|vooraf|wie|er|welkom|is|zet|stoelen|in|kring|sluit|af|met|iets|dat|jullie|samen|gaan|doen"
).split("|")


class Run(NamedTuple):
    """One build: seconds on the clock, seconds of work over all processors, peak memory in MiB of one process."""

    seconds: float
    work: float
    peak: float


def run_bench(root: Path, counts: Sequence[int]) -> int:
    """Prints a table, a row per content.

    Args:
        root: the project whose templates, terms and code are used.
        counts: how many activities each content has; a tenth as many examples and library items come along.

    Returns:
        0 when every build did what it should.
    """
    sorts = "".join(f"{sort:>24}" for sort in ("koud", "niets", "één zin"))
    print(f"{'activiteiten':>12} {'pagina’s':>9}{sorts} {'MiB':>6} {'ijkmaat':>8}")
    print(" " * 22 + f"{'s':>8}{'cpu':>8}{'× maat':>8}" * 3)
    # One folder for all, deleted at the end: see `_forget`.
    with tempfile.TemporaryDirectory(prefix="wijkverbinder-bench-") as folder:
        for count in counts:
            project = Path(folder) / f"project-{count}"
            make_project(root, project, count)
            yard = [_yardstick()]
            sorts_of_run = _measure(project, RUNS if count < MANY else 1)
            yard.append(_yardstick())
            print(_row(count, _pages(project / "site"), sorts_of_run, statistics.mean(yard)), flush=True)
    return 0


def _pages(output: Path) -> int:
    return sum(1 for _ in output.rglob("*.html"))


def _row(count: int, pages: int, sorts: Sequence[Sequence[Run]], yard: float) -> str:
    """A row of the table: medians per sort of build, the highest peak, and the yardstick in seconds of work."""
    cells = ""
    for runs in sorts:
        seconds, work = (statistics.median(run[index] for run in runs) for index in (0, 1))
        cells += f"{seconds:>8.2f}{work:>8.2f}{work / yard:>8.1f}"
    return f"{count:>12} {pages:>9}{cells} {max(run.peak for runs in sorts for run in runs):>6.0f} {yard:>8.3f}"


def _measure(project: Path, times: int) -> tuple[list[Run], ...]:
    """Cold builds, builds with nothing changed, and builds after one edit."""
    cold, edit = [], []
    for number in range(times):
        _forget(project, number)
        cold.append(_timed(project))
    same = [_timed(project) for _ in range(times)]
    for number in range(times):
        _edit(project, number)
        edit.append(_timed(project))
    return cold, same, edit


def make_project(root: Path, project: Path, count: int, seed: int = 1) -> None:
    """A project with made-up content of a known size, the same for the same seed.

    Args:
        root: where templates, assets, terms and words are copied from.
        project: the folder to make.
        count: how many activities; a tenth as many examples and library items.
        seed: of the random choices.
    """
    chance = random.Random(seed)  # noqa: S311 - made-up text, no secret
    for name in ("templates", "assets", "content/terms", "content/messages"):
        shutil.copytree(root / name, project / name)
    (project / "site.toml").write_text('languages = ["nl"]\n', "utf-8")  # what is made up is in one language
    tenth = max(3, count // 10)
    library = [f"bron-{number}" for number in range(tenth)]
    for folder, names, make in (
        ("phases", list(_PHASES), _phase),
        ("library", library, _library_item),
        ("activities", [f"activiteit-{number}" for number in range(count)], _activity),
        ("examples", [f"voorbeeld-{number}" for number in range(tenth)], _example),
    ):
        target = project / "content" / folder
        target.mkdir()
        for number, name in enumerate(names):
            (target / f"{name}.md").write_text(make(number, count, library, chance), "utf-8", newline="\n")


_PHASES = {"in-rust": "groen", "bij-ongemak": "geel", "bij-spanning": "roze", "bij-incidenten": "rood"}


def _phase(number: int, _count: int, library: Sequence[str], chance: random.Random) -> str:
    slug, color = list(_PHASES.items())[number]
    claims = "".join(
        f"{name}:\n{_claims(chance, library, 5, '  ')}" for name in ("signals", "first", "not_yet", "partners")
    )
    return f"""---
title: {slug.replace("-", " ").capitalize()}
order: {number + 1}
color: {color}
icon: huizen-naast-elkaar
heading: {_sentence(chance)}
summary: "{slug}: {_sentence(chance)}"
checked: 2026-11-22
safety_first: {"true" if slug == "bij-spanning" else "false"}
now: {{quote: "{_sentence(chance)}", description: "{_sentence(chance)}"}}
wanted: {{quote: "{_sentence(chance)}", description: "{_sentence(chance)}"}}
{claims}contact: {{forms: [direct], text: "{_sentence(chance)}"}}
---

{_text(chance, 8)}
"""


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(7, 14))).capitalize() + "."


def _text(chance: random.Random, sentences: int) -> str:
    return " ".join(_sentence(chance) for _ in range(sentences))


def _claims(chance: random.Random, library: Sequence[str], count: int, indent: str) -> str:
    rows = (
        f"{indent}- text: {_sentence(chance)}\n{indent}  sources: [library:{chance.choice(library)}]\n"
        for _ in range(count)
    )
    return "".join(rows)


def _activity(number: int, count: int, library: Sequence[str], chance: random.Random) -> str:
    related = ", ".join(
        f"activity:activiteit-{other}" for other in {(number + 1) % count, (number + 7) % count} - {number}
    )
    safety = "".join(
        f"      {name}:\n{_claims(chance, library, 1, '        ')}" for name in ("roles", "stop_rule", "aftercare")
    )
    parts = ""
    for phase in _PHASES:
        fits = phase != "bij-incidenten" and chance.random() < 0.8
        parts += f"  {phase}:\n    verdict: {'past' if fits else 'nu-niet'}\n    reason: {_sentence(chance)}\n"
        parts += f"    sources: [library:{chance.choice(library)}]\n"
        if fits:
            parts += (
                f"    goal: {_sentence(chance)}\n    how: |-\n      {_text(chance, 3)}\n\n      {_text(chance, 2)}\n"
            )
            parts += f"    tips:\n{_claims(chance, library, 2, '      ')}"
            parts += f"    safety:\n{safety}" if phase == "bij-spanning" else ""
    needs = "".join(
        f"  {name}:\n    level: vragen\n    text: {_sentence(chance)}\n"
        for name in ("access", "interpreter", "food", "prayer_and_holidays", "childcare", "cost")
    )
    steps = "".join(
        f"  - stage: {stage}\n    title: {_sentence(chance)}\n    text: {_sentence(chance)}\n"
        for stage in ("voorbereiden", "voorbereiden", "werven", "uitvoeren", "uitvoeren", "verankeren")
    )
    kinds = ("dialoog", "verdiepen", "samenwerken", "eenmalig", "terugkerend", "elkaar-helpen")
    groups = ", ".join(sorted(chance.sample(["jongeren", "ouders", "ouderen", "nieuwkomers", "vrouwen"], 2)))
    return f"""---
title: Activiteit {number}
summary: "{number}: {_sentence(chance)}"
type: {chance.choice(kinds)}
checked: 2026-11-22
contact: [direct]
rung: {chance.choice(["ontmoeten", "leren-kennen", "samen-doen", "elkaar-helpen"])}
target_groups: [{groups}]
group_size: {{min: {chance.randint(2, 9)}, max: {chance.randint(10, 40)}}}
preparation_weeks: {{min: 2, max: {chance.randint(3, 9)}}}
running_minutes: {{min: 60, max: {chance.choice([60, 90, 120, 180, 240])}}}
rhythm: reeks
difficulty: gemiddeld
cost: {chance.choice(["gratis", "laag", "middel"])}
materials:
  - {_sentence(chance)}
  - {_sentence(chance)}
phases:
{parts}works:
  organising:
{_claims(chance, library, 5, "    ")}  running:
{_claims(chance, library, 5, "    ")}fails:
  organising:
{_claims(chance, library, 2, "    ")}  running:
{_claims(chance, library, 1, "    ")}steps:
{steps}inclusion:
{needs}measure:
{_claims(chance, library, 3, "  ")}evidence:
  grade: b
  text: {_sentence(chance)}
  sources: [library:{chance.choice(library)}]
related: [{related}]
---

{_text(chance, 4)}

{_text(chance, 5)} *{_sentence(chance)}*
"""


def _example(number: int, count: int, _library: Sequence[str], chance: random.Random) -> str:
    named = dict.fromkeys(chance.randrange(count) for _ in range(2))
    activities = ", ".join(f"activity:activiteit-{activity}" for activity in named)
    return f"""---
title: Voorbeeld {number}
summary: "Voorbeeld {number}: {_sentence(chance)}"
place: Utrecht
country: nederland
period: sinds 2019
organisation: Bewoners
lead_phase: in-rust
phases: [in-rust, bij-ongemak]
activities: [{activities}]
target_groups: [alle-bewoners]
helped:
  - text: {_sentence(chance)}
pitfalls:
  - text: {_sentence(chance)}
    ours: true
evidence:
  kind: geen
  text: {_sentence(chance)}
links:
  - title: Bericht
    url: https://example.org/{number}
    seen: 2026-11-22
confidence: gezien
checked: 2026-11-22
---

{_text(chance, 6)}

{_text(chance, 6)}
"""


def _library_item(number: int, _count: int, _library: Sequence[str], chance: random.Random) -> str:
    return f"""---
title: Bron {number}
authors: [Jansen, A.]
year: 2020
publisher: Uitgever
kind: onderzoek
summary: "Bron {number}: {_sentence(chance)}"
language: nl
access: gratis
phases: [in-rust]
seen: begin
checked: 2026-11-22
---
"""


def _forget(project: Path, number: int) -> None:
    """As on a new machine: no site, no state.

    What there was is moved aside, not deleted: ext4 without a journal gives out no inode that was freed in the last
    minutes, and looks at each before it makes a file. Measured, 1,500 new files took 0.07 s, and 0.4 s after that.
    """
    for name in ("site", ".wijkverbinder"):
        if (project / name).exists():
            (project / name).rename(project.with_name(f"{project.name}-{number}{name}"))


def _edit(project: Path, number: int) -> None:
    """Changes one sentence in the text of one activity."""
    file = project / "content" / "activities" / f"{EDITED}.md"
    file.write_text(file.read_text("utf-8") + f"\nDit is zin {number}.\n", "utf-8", newline="\n")


def run_serve_bench(root: Path, counts: Sequence[int]) -> int:
    """Prints how long it takes, with `serve`, from a saved sentence until the new page has arrived, in milliseconds.

    What a browser adds is the time to show a page that it has. The page is asked for as a browser does: when the
    server says so.

    Args:
        root: the project whose templates, terms and code are used.
        counts: how many activities each content has.

    Returns:
        0 when every edit came through.
    """
    head = f"{'activiteiten':>12} {'pagina’s':>9} {'mediaan':>9} {'langste':>9}"
    print(f"{head}   (ms, {EDITS} keer opslaan)   ijkmaat (s)")
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="wijkverbinder-bench-") as folder:
            project = Path(folder) / "project"
            make_project(root, project, count)
            times = _served(project)
            middle, longest = statistics.median(times) * 1000, max(times) * 1000
            row = f"{count:>12} {_pages(Project.on_trial(project).output):>9} {middle:>9.0f} {longest:>9.0f}"
            print(f"{row}   {'':>24}   {_yardstick():.2f}", flush=True)
    return 0


def _served(project: Path) -> list[float]:
    """Seconds from save to page for a number of edits, with the command in a process of its own."""
    import asyncio

    command = [sys.executable, "-m", "wijkverbinder", "serve", "--no-open", "--port", "0", "--source", str(project)]
    here = Path(__file__).parents[1]
    with subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as serving:
        try:
            lines = iter(serving.stdout or ())
            said = next(line for line in lines if "http://" in line)
            address = said[said.index("http://") :].split("/ ")[0].split()[0].rstrip("/")
            return asyncio.run(_edit_and_wait(project, address))
        finally:
            serving.terminate()


async def _edit_and_wait(project: Path, address: str) -> list[float]:
    import asyncio
    import json

    from tornado.httpclient import AsyncHTTPClient
    from tornado.websocket import websocket_connect

    page, client, times = f"activiteiten/{EDITED}.html", AsyncHTTPClient(), []
    line = await websocket_connect(address.replace("http", "ws", 1) + "/livereload")
    await line.write_message(json.dumps({"command": "hello"}))
    for number in range(EDITS):
        shown = (await client.fetch(f"{address}/{page}")).body.decode()
        build = int(shown.partition('data-build="')[2].partition('"')[0])
        await line.write_message(json.dumps({"command": "info", "url": "", "page": page, "build": build}))
        await asyncio.sleep(0.3)
        start = time.perf_counter()
        _edit(project, number)
        while True:
            message = await asyncio.wait_for(line.read_message(), 30)
            if message is None:
                raise RuntimeError("the server went away")
            if json.loads(message).get("path") == page:
                break
        fresh = (await client.fetch(f"{address}/{page}")).body.decode()
        times.append(time.perf_counter() - start)
        if f"Dit is zin {number}." not in fresh:
            raise RuntimeError(f"edit {number} did not arrive")
    line.close()
    return times


SLOWDOWN = 4
"""How much slower than this machine the phone is that we think of."""

ROUNDS = 3
"""Times that each change of the filter is made."""

_PREPARE = """
window.painted = () => new Promise((done) => requestAnimationFrame(() => {
  const line = new MessageChannel();
  line.port1.onmessage = () => done(performance.now());
  line.port2.postMessage(0);
}));
window.change = async (action) => {
  await painted();
  const start = performance.now();
  action();
  return (await painted()) - start;
};
window.boxes = Array.from(document.querySelectorAll("[data-facet]"), (facet) => facet.querySelector("input"));
window.seek = (text) => {
  const field = document.querySelector("[data-filter] input[type=search]");
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
boxes.length
"""
"""`change` does something and gives the milliseconds until the browser has painted it."""


class Filtered(NamedTuple):
    """One change of the filter: milliseconds until it was painted, and how many of these the page worked at it."""

    painted: float
    work: float


def run_browser_bench(root: Path, counts: Sequence[int], browser: str) -> int:
    """Prints how long a change of the filter takes on a phone: until it is painted, and the work of the page in that.

    The work is what the processor did for the page itself; a machine that is busy with something else does not change
    it. That of a phone is reckoned: `SLOWDOWN` times that of this machine.

    Args:
        root: the project whose templates, terms and code are used.
        counts: how many activities each content has.
        browser: the program of a Chromium, Chrome or Edge.

    Returns:
        0 when every change was painted.
    """
    import asyncio

    from wijkverbinder.pipeline import build

    heads = ("", "getoond", "langste", "werk", "langste", f"× {SLOWDOWN}")
    print(f"{'activiteiten':>12}{''.join(f'{head:>9}' for head in heads)}   (ms)")
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="wijkverbinder-bench-") as folder:
            project = Project.at(Path(folder) / "project")
            make_project(root, project.root, count)
            if build(project).failed:
                raise RuntimeError("the content can't be built")
            page = project.output / "activiteiten" / "index.html"
            for name, runs in asyncio.run(_filtered(browser, page.as_uri())).items():
                painted, work = [run.painted for run in runs], [run.work for run in runs]
                row = (statistics.median(painted), max(painted), statistics.median(work), max(work))
                cells = "".join(f"{value:>9.1f}" for value in (*row, row[2] * SLOWDOWN))
                print(f"{count:>12}{name:>9}{cells}", flush=True)
    return 0


async def _filtered(browser: str, address: str) -> dict[str, list[Filtered]]:
    from wijkverbinder.devtools import open_page

    async with open_page(browser) as talk:
        await talk.ask("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=2, mobile=True)
        await talk.ask("Performance.enable", timeDomain="threadTicks")
        await talk.go(address)
        boxes = int(await talk.run(_PREPARE))

        async def work() -> float:
            told = (await talk.ask("Performance.getMetrics"))["metrics"]
            return float(next(row["value"] for row in told if row["name"] == "TaskDuration")) * 1000

        async def change(action: str) -> Filtered:
            # What an earlier change left for later is done by then.
            await talk.run("new Promise((done) => setTimeout(done, 500))")
            before = await work()
            painted = float(await talk.run(f"change(() => {{ {action} }})"))
            return Filtered(painted, await work() - before)

        # What a browser does for two frames in which nothing changes is no work of the filter.
        found: dict[str, list[Filtered]] = {"niets": [], "keuze": [], "woord": []}
        for _ in range(ROUNDS):
            found["niets"] += [await change("") for _ in "abc"]
            found["keuze"] += [await change(f"boxes[{box}].click()") for box in range(boxes) for _ in "ab"]
            found["woord"] += [await change(f"seek({text!r})") for text in ("b", "bu", "buur", "buurt", "")]
        return found


_CHILD = """
import resource, sys
from wijkverbinder.cli import main
code = main(sys.argv[1:])
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
unit = 1024 * 1024 if sys.platform == "darwin" else 1024
print("USED", sum(one.ru_utime + one.ru_stime for one in used), max(one.ru_maxrss for one in used) / unit)
raise SystemExit(code)
"""


def _timed(project: Path) -> Run:
    """One build in a process of its own."""
    start = time.perf_counter()
    command = [sys.executable, "-c", _CHILD, "build", "--source", str(project)]
    # Python keeps what it has compiled, unless it is told not to; that is how a user's second start finds it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    here = Path(__file__).parents[1]
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    work, peak = next(line.split()[1:] for line in done.stdout.splitlines() if line.startswith("USED"))
    return Run(seconds, float(work), float(peak))


def _yardstick() -> float:
    """Seconds of work that a fixed piece of Markdown takes here and now: the least of three tries."""
    from markdown_it import MarkdownIt

    text = "\n\n".join(
        f"## Kop {number}\n\nEen *zin* met een [link](https://example.org).\n\n- een\n- twee" for number in range(300)
    )
    parser, tries = MarkdownIt("commonmark"), []
    for _ in range(3):
        start = time.process_time()
        for _ in range(3):
            parser.render(text)
        tries.append(time.process_time() - start)
    return min(tries)
