"""Run every test: unit tests on SQLite, then the same on PostgreSQL; beside them the browser tests.

`make test` calls it. It installs the browser when it may, prints one line for each part and one
for all of them at the end, and fails when any part fails.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import TextIO

from tests.postgres.server import server_url

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
CJK_FONTS = Path("/usr/share/fonts/opentype/noto")
# Screens of the editors: their statements are Wagtail's own, and few tests take longer. On the second
# database `make postgres` has them; here they would be a quarter of its part.
EDITORS_SCREENS = (
    "tests/unit/kb/editing",
    "tests/unit/kb/models/test_reviews.py",
    "tests/unit/kb/records/test_doors.py",
    "tests/unit/kb/records/test_previews.py",
    "tests/unit/kb/records/test_publish_together.py",
    "tests/unit/kb/translation",
    "tests/unit/kb/wording",
    "tests/unit/cases/viewsets",
)
PARTS: dict[str, tuple[list[str], dict[str, str]]] = {
    "sqlite": (
        ["tests/unit", "--dist", "worksteal"],
        {"CASEBOOK_TEST_DATABASE": "sqlite"},
    ),
    "postgres": (
        [
            *("tests/unit", "tests/postgres", "--dist", "worksteal"),
            *(f"--ignore={folder}" for folder in EDITORS_SCREENS),
        ],
        {"CASEBOOK_TEST_DATABASE": "postgres"},
    ),
    "browser": (
        ["tests/browser", "--dist", "loadfile"],
        {"CASEBOOK_TEST_DATABASE": "sqlite"},
    ),
}
# Much of what they take is waiting: with one process they run beside all others, and are shown last.
BESIDE = "browser"
# The order in which pytest itself names them.
WORDS = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "error")


def provide_browser() -> None:
    """Install Debian's Chromium and Chinese fonts when they are missing, or say how to."""
    packages = [] if CHROMIUM.exists() else ["chromium"]
    if not any(CJK_FONTS.glob("NotoSansCJK*")):
        packages.append("fonts-noto-cjk")
    if not packages:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not root or shutil.which("sudo")):
        print(f"Installing {' '.join(packages)} for the browser tests", flush=True)
        subprocess.run([*root, "apt-get", "update", "-qq"], check=False)
        subprocess.run([*root, *install], check=False, stdout=subprocess.DEVNULL)
    if not CHROMIUM.exists():
        sys.exit(
            "The browser tests need Chromium at /usr/bin/chromium, and Noto's CJK fonts.\n"
            "On Debian:  sudo apt-get install chromium fonts-noto-cjk\n"
            "Elsewhere install both, and link the browser to /usr/bin/chromium."
        )


def migrate_together(names: list[str]) -> None:
    """Make the databases that tests copy at one time: a part would migrate with one of its processes.

    Where one cannot be made nothing is said: the part that needs it fails with the reason.
    """
    kinds = [name for name in ("sqlite", "postgres") if name in names]
    if "postgres" in kinds:
        server_url()  # one server for all of this run
    made = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.database"],
            cwd=ROOT,
            env=os.environ | {"CASEBOOK_TEST_DATABASE": kind},
            stderr=subprocess.DEVNULL,
        )
        for kind in kinds
    ]
    for process in made:
        process.wait()


def run_part(
    name: str, processes: int = 2, shown: TextIO | None = None
) -> tuple[int, Counter[str], str]:
    """Run pytest for one part, showing its output; return its exit code, counts and last line."""
    arguments, environment = PARTS[name]
    print(f"\n===== {name} =====", flush=True, file=shown)
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(processes), *arguments]
    last = ""
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True, file=shown)
            last = line.strip(" =\n") or last
    return process.returncode, counts(last), last


def run_parts(names: list[str]) -> Iterator[tuple[str, tuple[int, Counter[str], str]]]:
    """Run parts one after another, and one of them beside the others; yield what each came to."""
    if BESIDE not in names or len(names) == 1:
        yield from ((name, run_part(name)) for name in names)
        return
    shown = StringIO()
    with ThreadPoolExecutor() as pool:
        beside = pool.submit(run_part, BESIDE, 1, shown)
        yield from ((name, run_part(name)) for name in names if name != BESIDE)
        came_to = beside.result()
    print(shown.getvalue(), end="", flush=True)
    yield BESIDE, came_to


def counts(line: str) -> Counter[str]:
    """Read "3 failed, 120 passed in 4.2s", the last line of pytest, as numbers by word."""
    found = re.findall(rf"(\d+) ({'|'.join(WORDS)})s?\b", line)
    return Counter({word: int(number) for number, word in found})


def main() -> int:
    """Run the parts, print the closing lines, and return 0 when all passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="run one part")
    only = parser.parse_args().only
    names = [only] if only else list(PARTS)
    if "browser" in names:
        provide_browser()
    began, total, lines = time.monotonic(), Counter[str](), []
    migrate_together(names)
    for name, (code, part, line) in run_parts(names):
        if code and not part["failed"] and not part["error"]:
            part["error"] = 1  # pytest itself ended badly: nothing was collected, or it was killed
        total += part
        lines.append(f"{name:<9} {line}")
    print("\n===== all parts =====", *lines, closing(total, time.monotonic() - began), sep="\n")
    return 1 if total["failed"] or total["error"] else 0


def closing(total: Counter[str], seconds: float) -> str:
    """Return one line for all parts, as pytest would write it."""
    words = ", ".join(f"{total[word]} {word}" for word in WORDS if total[word])
    return f"{'=' * 10} {words or 'no tests ran'} in {seconds:.2f}s {'=' * 10}"


if __name__ == "__main__":
    sys.exit(main())
