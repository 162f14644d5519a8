"""Renews what the form in the browser is made of, assets/editor/vendor/, from what its makers publish with npm.

Run it after another version in PACKAGES; it needs npm, with which it fetches esbuild too. What is published is held
against its digest first. Parts that our form does not use (maps, coloured code, making pictures smaller, other
languages) stay out, and what would come from a CDN comes from the folder itself: the form asks no stranger anything.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "assets" / "editor" / "vendor"

ESBUILD = "0.28.2"
PACKAGES = {
    "@sveltia/cms": ("0.221.1", "cfc6193c6c17c3d1d97c85bc2d63ec3655ba2a844b37c6fe5759f1a80821bb02"),
    "yaml": ("2.9.1", "4ef6c54cf559b8a207b7b518378230805a1c84af239b14960e8c67c7d59de5d3"),
}
"""The packages whose code goes out, with their version and the SHA-256 of the file that is published."""

LANGUAGES = {"nl"}
"""The languages of the form itself, beside English, which is in it."""

_OUT = ("@shikijs/*", "leaflet/*", "svgo/*", "terra-draw", "terra-draw-leaflet-adapter", "exifr/*")
_OUT_CHUNKS = ("heic", "webp", "shiki")
_YAML = 'export { Document, isMap, isScalar, isSeq, parseDocument } from "yaml";\n'
_HERE = {
    "https://unpkg.com/@sveltia/cms": "vendor",
    "https://www.githubstatus.com/api/v2/status.json": "vendor/package.json",
    "https://status-api.hostedstatus.com/1.0/status/5b36dc6502d06804c08349f7": "vendor/package.json",
    "https://cdn.jsdelivr.net/fontsource/fonts/source-sans-3:vf@5.3.0/latin-wght-normal.woff2": "source-sans-3",
    "https://cdn.jsdelivr.net/fontsource/fonts/noto-mono@5.3.0/latin-400-normal.woff2": "noto-mono",
    "https://cdn.jsdelivr.net/fontsource/fonts/material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2": (
        "material-symbols-outlined"
    ),
}
"""What the form would ask of others, and where it is instead: a folder, a file, or a font by the start of its name.

How a service is doing is not asked: what stands in `package.json` says nothing about that, so it stays unknown.
"""


def main() -> None:
    """Fetches, looks, joins, and writes the files with the page that says what they are."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        packages = {package: _fetch(package, work) for package in PACKAGES}
        cms = packages["@sveltia/cms"]
        run("npm", "install", "--no-audit", "--no-fund", "--silent", f"esbuild@{ESBUILD}", *_with_versions(), at=work)
        fonts = sorted((cms / "npm" / "assets").glob("*.woff2"))
        form = _in_one(work, work / "node_modules/@sveltia/cms/npm/index.js", "form.js", _left_out(cms))
        for theirs, place in _HERE.items():
            if theirs not in form:
                raise SystemExit(f"not found any more: {theirs}")
            named = [font for font in fonts if font.name.startswith(place)]
            form = form.replace(theirs, f"vendor/assets/{named[0].name}" if named else place)
        (work / "yaml-entry.js").write_text(_YAML, "utf-8")
        yaml = _in_one(work, work / "yaml-entry.js", "yaml.js", ())
        _write(cms, packages["yaml"], form, yaml, fonts)


def _with_versions() -> list[str]:
    return [f"{package}@{version}" for package, (version, _) in PACKAGES.items()]


def _fetch(package: str, work: Path) -> Path:
    version, digest = PACKAGES[package]
    said = json.loads(run("npm", "pack", "--json", f"{package}@{version}", at=work))
    file = work / str(said[0]["filename"])
    if hashlib.sha256(file.read_bytes()).hexdigest() != digest:
        raise SystemExit(f"{file.name} is not what was published")
    with tarfile.open(file) as packed:
        packed.extractall(work / file.stem, filter="data")
    return Path(work, file.stem, "package")


def _left_out(cms: Path) -> list[str]:
    locales = [f"../locales/{file.name}" for file in (cms / "locales").glob("*.json") if file.stem not in LANGUAGES]
    chunks = [f"./chunks/{name}*" for name in _OUT_CHUNKS]
    return [*_OUT, *chunks, *sorted(locales)]


def _in_one(work: Path, entry: Path, name: str, left_out: list[str] | tuple[str, ...]) -> str:
    outside = [f"--external:{one}" for one in left_out]
    options = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--legal-comments=inline")
    run("npx", "esbuild", str(entry), *options, *outside, f"--outfile={work / name}", "--log-level=error", at=work)
    return (work / name).read_text("utf-8")


def _write(cms: Path, yaml_package: Path, form: str, yaml: str, fonts: list[Path]) -> None:
    (VENDOR / "assets").mkdir(parents=True, exist_ok=True)
    for old in (*VENDOR.glob("*.*"), *VENDOR.glob("assets/*")):
        old.unlink()
    licences = {"@sveltia/cms": cms / "LICENSE.txt", "yaml": yaml_package / "LICENSE"}
    made = f"esbuild {ESBUILD} --bundle --minify, by tools/editor.py"
    rows = [
        _keep("sveltia-cms", "sveltia-cms.js", _headed("@sveltia/cms", licences, form), "MIT", made, "@sveltia/cms"),
        _keep("yaml", "yaml.js", _headed("yaml", licences, yaml), "ISC", made, "yaml"),
    ]
    version, _ = PACKAGES["@sveltia/cms"]
    told = json.dumps({"type": "module", "version": version}).encode() + b"\n"
    rows.append(_keep("version", "package.json", told, "MIT", "what is asked there, and no more", "@sveltia/cms"))
    for font in fonts:
        name = font.name.partition("-latin")[0]
        licence = (font.parent / f"{name}.LICENSE.txt").read_bytes()
        rows.append(_keep(name, f"assets/{font.name}", font.read_bytes(), "OFL-1.1", "as it is", "@sveltia/cms"))
        rows.append(
            _keep(f"{name}-licence", f"assets/{name}.LICENSE.txt", licence, "OFL-1.1", "as it is", "@sveltia/cms")
        )
    head = (
        "# What others made and the form in the browser loads, each under its licence; `published` is the digest of\n"
        "# the package as they published it. Made by tools/editor.py; tests/unit/test_vendor.py looks.\n"
    )
    (VENDOR / "vendor.toml").write_text("\n".join([head, *rows]), "utf-8")


def _headed(package: str, licences: dict[str, Path], text: str) -> bytes:
    """A script with its version and licence on top, so that they go along with every copy."""
    licence = licences[package].read_text("utf-8").strip().replace("*/", "* /")
    return f"/*! {package} {PACKAGES[package][0]}\n\n{licence}\n*/\n{text}".encode()


def _keep(name: str, path: str, data: bytes, licence: str, made: str, package: str) -> str:
    (VENDOR / path).write_bytes(data)
    version, published = PACKAGES[package]
    rows = {
        "version": version,
        "licence": licence,
        "file": path,
        "sha256": hashlib.sha256(data).hexdigest(),
        "from": f"npm package {package} {version}",
        "published": published,
        "made": made,
    }
    return f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in rows.items())


def run(*words: str, at: Path) -> str:
    """What a command prints; it must end well."""
    return subprocess.run(words, cwd=at, check=True, text=True, stdout=subprocess.PIPE).stdout


if __name__ == "__main__":
    main()
