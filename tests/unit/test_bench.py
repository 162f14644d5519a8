"""The bench: a row per content, with time, work and memory of each sort of build."""

from __future__ import annotations

from pathlib import Path

import pytest

from wijkverbinder import bench

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(240)
def test_a_row_has_pages_and_three_numbers_per_sort_of_build(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "RUNS", 1)
    assert bench.run_bench(ROOT, [3]) == 0
    head, units, row = capsys.readouterr().out.splitlines()
    assert head.split()[:2] == ["activiteiten", "pagina’s"]
    assert units.split() == ["s", "cpu", "×", "maat"] * 3
    count, pages, *numbers, memory, yardstick = (float(cell) for cell in row.split())
    assert (count, len(numbers)) == (3, 9)
    assert pages > 30
    assert min(numbers) > 0
    assert memory > 10
    for work, ratio in (numbers[1:3], numbers[4:6], numbers[7:9]):
        assert ratio == pytest.approx(work / yardstick, abs=0.2 + work / yardstick / 5)
    assert numbers[1] > numbers[7] > numbers[4]


@pytest.mark.timeout(240)
def test_a_row_of_serve_has_the_middle_and_the_longest_wait(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "EDITS", 3)
    assert bench.run_serve_bench(ROOT, [3]) == 0
    head, row = capsys.readouterr().out.splitlines()
    assert head.split()[:4] == ["activiteiten", "pagina’s", "mediaan", "langste"]
    count, pages, middle, longest, yardstick = (float(cell) for cell in row.split())
    assert count == 3
    assert pages > 30
    assert 0 < middle <= longest < 30_000
    assert yardstick > 0
