"""What stands in the way of the first start gets a message that says what to do."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
NEEDED = ("sh", "cmp", "dirname", "pwd", "rm", "cp", "printf")
NOBODY = 65534


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the script in it, and a folder `bin` with the few commands it needs."""
    (tmp_path / "config").mkdir()
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "config/venv.sh", tmp_path / "config")
    (tmp_path / "requirements.txt").write_text("Django==5.2\n")
    for name in NEEDED:
        if where := shutil.which(name):
            (tmp_path / "bin" / name).symlink_to(where)
    return tmp_path


def fake_python(checkout: Path, *cases: str) -> None:
    """Put a `python3` first on the path that answers as the cases of a shell say."""
    file = checkout / "bin/python3"
    file.write_text('#!/bin/sh\ncase "$*" in\n' + "\n".join(cases) + "\nesac\n")
    file.chmod(0o755)


def run(checkout: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """Run the script with nothing but `bin` on the path."""
    sh = shutil.which("sh")
    assert sh is not None
    return subprocess.run(
        [*before, sh, str(checkout / "config/venv.sh"), "requirements.txt"],
        env={"PATH": str(checkout / "bin")},
        capture_output=True,
        text=True,
    )


def test_a_missing_python_is_named_with_the_command_that_installs_it(checkout: Path) -> None:
    result = run(checkout)
    assert result.returncode == 1
    assert "needs Python 3.11 or later; found: no python3" in result.stderr
    assert "apt install python3" in result.stderr


def test_a_python_that_is_too_old_is_named_with_its_version(checkout: Path) -> None:
    fake_python(checkout, "*version_info*) exit 1;;", '--version) echo "Python 3.9.2";;')
    result = run(checkout)
    assert result.returncode == 1
    assert "found: Python 3.9.2" in result.stderr


def test_a_missing_venv_module_is_named_with_its_package(checkout: Path) -> None:
    fake_python(
        checkout,
        "*ensurepip*) exit 1;;",
        "*print*) echo python3.11;;",
        "*version_info*) exit 0;;",
    )
    result = run(checkout)
    assert result.returncode == 1
    assert "sudo apt install python3.11-venv" in result.stderr
    assert not (checkout / ".venv").exists()


def test_a_folder_that_cannot_be_written_is_named_with_what_to_do(checkout: Path) -> None:
    checkout.chmod(0o555)
    for folder in (checkout, *checkout.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    before: list[str] = []
    if os.geteuid() == 0:  # root may write anywhere, so somebody else tries
        setpriv = shutil.which("setpriv")
        assert setpriv is not None
        before = [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    result = run(checkout, *before)
    checkout.chmod(0o755)
    assert result.returncode == 1
    assert f"This folder cannot be written: {checkout}" in result.stderr
    assert "chown" in result.stderr


def test_packages_that_cannot_be_fetched_are_tried_again_next_time(checkout: Path) -> None:
    venv = checkout / ".venv/bin"
    venv.mkdir(parents=True)
    (venv / "python").write_text('#!/bin/sh\ncase "$*" in *pip*) exit 1;; esac\n')
    (venv / "python").chmod(0o755)
    for _ in range(2):
        result = run(checkout)
        assert result.returncode == 1
        assert "Could not install requirements.txt" in result.stderr


def test_nothing_is_done_when_nothing_has_changed(checkout: Path) -> None:
    venv = checkout / ".venv/bin"
    venv.mkdir(parents=True)
    (venv / "python").write_text('#!/bin/sh\n[ "$1" = -c ] || { echo "called: $*"; exit 1; }\n')
    (venv / "python").chmod(0o755)
    shutil.copy(checkout / "requirements.txt", checkout / ".venv/installed-requirements.txt")
    result = run(checkout)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
