"""Only the art that pages need, for machines without the packages: `python -m training.pages.art.bundle FOLDER`.

The folder gets the four packages' icons and tables of characters in their own form, with the drawings of the
catalogue's things in every skin tone, and the packages' licences in `NOTICE`. Name it in GOUACHE_ART to draw from it.
"""

from __future__ import annotations

import argparse
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from tools.pages.catalogue import things
from training.pages.art.painting import with_tone
from training.pages.art.sprites import ICONS, PACKAGES, code_points, find_icon, find_name

TONES = range(6)
"""Skin tones, 0 for none."""


def needed_emoji(style: str) -> list[str]:
    """Return every emoji that pages in an art set are drawn from, the parts of joined ones apart."""
    found = {with_tone(thing.emoji, tone, style) for thing in things().values() for tone in TONES}
    return sorted({part for emoji in found for part in emoji.split("+")})


def collect(style: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Return an art set's icons and its table of characters, in the packages' form."""
    # Where a set has no drawing, Noto's is taken: that set needs what is missing elsewhere, too.
    wanted = (
        {emoji for other in PACKAGES for emoji in needed_emoji(other)} if style == "cartoon" else needed_emoji(style)
    )
    characters: dict[str, str] = {}
    bodies: dict[str, dict[str, str]] = {}
    side = 0
    for emoji in sorted(wanted):
        name, icon = find_name(emoji, style), find_icon(emoji, style)
        if name is None or icon is None:
            continue
        characters[code_points(emoji)] = name
        bodies[name] = {"body": icon[0]}
        side = icon[1]
    return {"prefix": PACKAGES[style], "icons": bodies, "width": side, "height": side}, characters


def write_bundle(folder: Path) -> int:
    """Write the bundle; return how many icons it has."""
    count = 0
    for style, package in PACKAGES.items():
        icons, characters = collect(style)
        target = folder / package
        target.mkdir(parents=True, exist_ok=True)
        for name, value in (("icons.json", icons), ("chars.json", characters)):
            (target / name).write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), "utf-8")
        count += len(icons["icons"])
    (folder / "NOTICE").write_text(
        "\n".join(f"{package}: {_licence(package)}" for package in PACKAGES.values()) + "\n", "utf-8"
    )
    return count


def _licence(package: str) -> str:
    """Return a package's author and licence, from what it says of itself."""
    path = ICONS / package / "info.json"
    if not path.exists():
        return (ICONS / "NOTICE").read_text("utf-8").split(f"{package}: ", 1)[1].splitlines()[0]
    info = json.loads(path.read_text("utf-8"))
    return f"{info['author']['name']}, {info['license']['title']}, {info['license']['url']}"


def zipped_size(folder: Path) -> int:
    """Return the bytes of a folder's files in one compressed archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                file.write(path, path.relative_to(folder))
    return archive.tell()


def main() -> None:
    """Write a bundle and say how large it is."""
    parser = argparse.ArgumentParser(description="Write only the art that pages need.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where it goes")
    args = parser.parse_args()
    count = write_bundle(args.folder)
    plain = sum(path.stat().st_size for path in args.folder.rglob("*") if path.is_file())
    print(f"{count} icons, {plain / 1e6:.1f} MB, {zipped_size(args.folder) / 1e6:.1f} MB zipped")


if __name__ == "__main__":
    main()
