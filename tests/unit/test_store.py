"""What is kept between builds, and thrown away whenever it can't be trusted."""

from __future__ import annotations

import errno
import marshal
import os
from pathlib import Path
from typing import Any

import pytest

from wijkverbinder.store import PackWriter, Reader, Slot, Store, StoreDamaged, keep_whole

STATE: dict[str, Any] = {"a": (1, 2), "b": ["é", None, True], "c": {"d": 1.5}}


def keep(store: Store, name: str = "pak", **values: Any) -> dict[str, Slot]:
    """Keeps values in a pack, and a state that names it."""
    pack = PackWriter(store.packs, name)
    for key, value in values.items():
        pack.put(key, value)
    slots = pack.close()
    store.save(STATE, slots.values())
    return slots


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    store = Store(tmp_path / "staat")
    slots = keep(store, a={"x": [1, "é"]}, b="\0")
    assert store.load() == STATE
    reader = store.reader(slots)
    assert [reader.get("b"), reader.get("a"), reader.get("b")] == ["\0", {"x": [1, "é"]}, "\0"]
    other = reader.fresh()
    assert other.get("a") == {"x": [1, "é"]}
    reader.close()
    other.close()


def test_a_file_that_can_not_be_written_whole_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "nieuw" / "een.zip"
    keep_whole(file, b"oud")

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as out:
            out.write(data[:2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        keep_whole(file, b"nieuw")
    assert {path.name: path.read_bytes() for path in file.parent.iterdir()} == {"een.zip": b"oud"}


def test_without_a_state_there_is_nothing(tmp_path: Path) -> None:
    assert Store(tmp_path / "nergens").load() == {}


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.5, 0.9, 0.99])
def test_a_state_that_was_cut_off_is_thrown_away(tmp_path: Path, share: float) -> None:
    store = Store(tmp_path)
    keep(store)
    data = (tmp_path / "state").read_bytes()
    (tmp_path / "state").write_bytes(data[: int(len(data) * share)])
    assert store.load() == {}


def test_a_state_with_one_wrong_bit_is_thrown_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keep(store)
    data = bytearray((tmp_path / "state").read_bytes())
    for place in range(len(data)):
        data[place] ^= 4
        (tmp_path / "state").write_bytes(data)
        assert store.load() == {}, place
        data[place] ^= 4


@pytest.mark.parametrize("data", [b"", b"x", b"wijkverbinder-state-1 oud", marshal.dumps(STATE)])
def test_a_state_of_another_version_is_thrown_away(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "state").write_bytes(data)
    assert Store(tmp_path).load() == {}


def test_a_state_can_be_forgotten(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.forget()
    keep(store)
    store.forget()
    assert store.load() == {}


def damage(file: Path, how: str) -> None:
    """Spoils a pack."""
    data = file.read_bytes()
    if how == "away":
        file.unlink()
    else:
        file.write_bytes({"cut": data[:-3], "empty": b"", "bit": data[:-1] + bytes([data[-1] ^ 1])}[how])


@pytest.mark.parametrize("how", ["away", "cut", "empty", "bit"])
def test_a_pack_that_is_not_as_it_was_says_so(tmp_path: Path, how: str) -> None:
    store = Store(tmp_path)
    slots = keep(store, a="een lange waarde")
    damage(store.packs / "pak", how)
    with pytest.raises(StoreDamaged):
        store.reader(slots).get("a")


def test_a_pack_that_no_state_names_goes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keep(store, "oud", a=1)
    keep(store, "nieuw", a=2)
    assert [pack.name for pack in store.packs.iterdir()] == ["nieuw"]


def test_a_value_that_was_never_kept_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Reader(tmp_path, {}).get("x")


def test_pieces_come_back_by_the_output_that_they_are_for(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save_pieces("data/a.json", {"k1": "één", "k2": "twee"}, {})
    store.save_pieces("data/b.json", {"k1": "drie"}, {})
    assert store.load_pieces("data/a.json") == {"k1": "één", "k2": "twee"}
    assert store.load_pieces("data/b.json") == {"k1": "drie"}
    assert store.load_pieces("data/c.json") == {}


def test_pieces_of_an_output_that_is_gone_are_dropped(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save_pieces("data/a.json", {"k": "een"}, {})
    store.save_pieces("data/b.json", {"k": "twee"}, {})
    store.drop_pieces(["data/b.json"])
    assert store.load_pieces("data/a.json") == {}
    assert store.load_pieces("data/b.json") == {"k": "twee"}


def test_a_new_piece_is_added_to_those_that_are_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    pieces = {f"k{number}": "een" * 100 for number in range(10)}
    store.save_pieces("data/a.json", pieces, {})
    (file,) = (tmp_path / "pieces").iterdir()
    first = file.read_bytes()
    changed = {**pieces, "k3": "twee", "k11": "drie"}
    store.save_pieces("data/a.json", changed, pieces)
    assert file.read_bytes().startswith(first)
    assert len(file.read_bytes()) < len(first) + 100
    assert store.load_pieces("data/a.json").items() >= {"k11": "drie", "k0": "een" * 100}.items()


def test_what_is_mostly_old_pieces_is_written_anew(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept: dict[str, str] = {}
    for build in range(12):
        store.save_pieces("data/a.json", {"one": "1", "two": "2", f"k{build}": "x"}, kept)
        kept = store.load_pieces("data/a.json")
        assert kept.items() >= {"one": "1", "two": "2", f"k{build}": "x"}.items()
        assert len(kept) <= 6


@pytest.mark.parametrize("added", [False, True])
def test_pieces_that_were_cut_off_are_made_again(tmp_path: Path, added: bool) -> None:
    store = Store(tmp_path)
    store.save_pieces("data/a.json", {"k": "een" * 100}, {})
    if added:
        store.save_pieces("data/a.json", {"k": "een" * 100, "l": "twee" * 100}, store.load_pieces("data/a.json"))
    (file,) = (tmp_path / "pieces").iterdir()
    whole = file.read_bytes()
    for end in range(len(whole)):
        file.write_bytes(whole[:end])
        # Cut off just where something was added, it is what it was before.
        assert store.load_pieces("data/a.json") in ({}, {"k": "een" * 100})
    store.save_pieces("data/a.json", {"k": "een"}, {})
    assert store.load_pieces("data/a.json") == {"k": "een"}
