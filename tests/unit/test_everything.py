"""`make test` adds up its parts, fails when one fails, and says what the browser tests need."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests import everything


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3 failed, 120 passed, 1 skipped in 4.20s", {"failed": 3, "passed": 120, "skipped": 1}),
        ("1 passed, 2 errors in 4.20s", {"passed": 1, "error": 2}),
        ("1199 passed, 1 warning in 205.03s (0:03:25)", {"passed": 1199}),
        ("no tests ran in 0.01s", {}),
    ],
)
def test_the_last_line_of_pytest_is_read_as_numbers(line: str, expected: dict[str, int]) -> None:
    assert everything.counts(line) == Counter(expected)


def run(monkeypatch: pytest.MonkeyPatch, *parts: tuple[int, str]) -> int:
    """Run `main` with parts that end with these exit codes and last lines."""
    ends = dict(zip(everything.PARTS, parts, strict=True))

    def part(name: str, *how: Any) -> tuple[int, Counter[str], str]:
        code, line = ends[name]
        return code, everything.counts(line), line

    monkeypatch.setattr(everything, "run_part", part)
    monkeypatch.setattr(everything, "provide_browser", lambda: None)
    monkeypatch.setattr(everything, "migrate_together", lambda names: None)
    monkeypatch.setattr(sys, "argv", ["everything"])
    return everything.main()


def test_the_closing_line_adds_up_all_parts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(monkeypatch, (0, "2 passed in 1s"), (0, "3 passed, 1 skipped"), (0, "4 passed"))
    assert code == 0
    assert "= 9 passed, 1 skipped in " in capsys.readouterr().out.splitlines()[-1]


def test_one_failure_in_any_part_fails_everything_after_all_have_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, (0, "2 passed"), (1, "1 failed, 3 passed"), (0, "4 passed")) == 1
    assert "= 1 failed, 9 passed in " in capsys.readouterr().out.splitlines()[-1]


def test_a_part_that_collects_nothing_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, (5, "no tests ran in 0.01s"), (0, "3 passed"), (0, "4 passed")) == 1
    assert "= 7 passed, 1 error in " in capsys.readouterr().out.splitlines()[-1]


def test_a_part_runs_pytest_with_its_database(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    line = "import os; print('1 passed', os.environ['CASEBOOK_TEST_DATABASE'])"
    start = subprocess.Popen

    def popen(command: list[str], **options: Any) -> Any:
        asked.update(command=command, **options)
        return start([sys.executable, "-c", line], **options)

    monkeypatch.setattr(everything.subprocess, "Popen", popen)
    assert everything.run_part("postgres") == (0, Counter(passed=1), "1 passed postgres")
    assert "tests/postgres" in asked["command"]


def test_the_browser_tests_run_beside_the_others_and_are_shown_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    others_began = Event()

    def part(name: str, processes: int = 2, shown: Any = None) -> Any:
        if name == "browser":
            print("a browser test", file=shown)
            assert others_began.wait(10), "It waits for no others."
        else:
            others_began.set()
            print(f"a test on {name}", file=shown)
        return 0, Counter(passed=1), "1 passed"

    monkeypatch.setattr(everything, "run_part", part)
    done = [name for name, _came_to in everything.run_parts(["sqlite", "postgres", "browser"])]
    assert done == ["sqlite", "postgres", "browser"]
    said = ["a test on sqlite", "a test on postgres", "a browser test"]
    assert capsys.readouterr().out.splitlines() == said


def test_a_missing_browser_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(everything, "CHROMIUM", tmp_path / "chromium")
    monkeypatch.setattr(everything.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="sudo apt-get install chromium fonts-noto-cjk"):
        everything.provide_browser()


def test_where_apt_is_it_installs_what_is_missing_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    called: list[list[str]] = []

    def install(command: list[str], **options: Any) -> None:
        called.append(command)
        (tmp_path / "chromium").touch()

    (tmp_path / "NotoSansCJK-Regular.ttc").touch()
    monkeypatch.setattr(everything, "CHROMIUM", tmp_path / "chromium")
    monkeypatch.setattr(everything, "CJK_FONTS", tmp_path)
    monkeypatch.setattr(everything.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(everything.subprocess, "run", install)
    everything.provide_browser()
    assert called[-1][-1] == "chromium"
    called.clear()
    everything.provide_browser()
    assert called == []
