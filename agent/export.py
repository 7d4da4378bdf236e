"""A session as files: Markdown, its pictures, and every decision as JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from storage.database import writing
from storage.store import Store


def export_session(store: Store, session: str, folder: Path) -> int:
    """Write `session.md`, `session.json` and the numbered pictures; returns how many.

    Raises:
        CannotWrite: full or read-only disk.
        BadPicture: a picture's file is missing or damaged.
    """
    row, pictures = store.session(session), store.pictures(session)
    numbers = {p.id: p.number for p in pictures}
    lines = [f"# {row.title}", "", f"Session {row.id}, profile {row.profile}, seed {row.seed}.", ""]
    with writing():
        folder.mkdir(parents=True, exist_ok=True)
        for picture in pictures:
            store.files.open(picture.hash, f"#{picture.number}")
            shutil.copyfile(store.path(picture), folder / f"{picture.number:03d}.png")
        turns = []
        for turn in store.turns(session):
            lines += [f"**you:** {turn.message}", "", f"**gouache:** {turn.reply or turn.question or ''}", ""]
            if turn.picture_id in numbers:
                lines += [f"![#{numbers[turn.picture_id]}]({numbers[turn.picture_id]:03d}.png)", ""]
            calls = [c.model_dump(mode="json") for c in store.calls(turn.id)]
            turns.append({**turn.model_dump(mode="json"), "calls": calls})
        (folder / "session.md").write_text("\n".join(lines), "utf-8")
        whole = {"session": row.model_dump(mode="json"), "turns": turns,
                 "pictures": [p.model_dump(mode="json") for p in pictures]}  # fmt: skip
        (folder / "session.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1), "utf-8")
    return len(pictures)
