"""Message catalogues: `.po` files, which people edit, made into the `.mo` files Django reads."""

import os
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent.parent


def compile_catalogues(root: Path = ROOT) -> list[Path]:
    """Compile every catalogue of the apps below `root` that has changed; return the new files.

    Done in Python at each start, so that no gettext needs to be installed.
    """
    compiled = []
    for source in sorted(root.glob("*/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # Written aside and renamed: a process that starts meanwhile never reads half a file.
        aside = target.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(aside))
        aside.rename(target)
        compiled.append(target)
    return compiled
