"""The worker does what is due, survives what fails, and stops when told."""

import logging
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.models import Page, Site

from kb.models import WorkerPulse
from kb.worker import JOBS, Job, beat, publish_what_is_due, work


def test_a_job_that_fails_is_logged_and_does_not_stop_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop, done = Event(), []

    def fail() -> None:
        raise RuntimeError("not today")

    def succeed() -> None:
        done.append("again")
        if len(done) == 2:
            stop.set()

    with caplog.at_level(logging.ERROR, "kb.worker"):
        work(stop, [Job("bad", 0, fail), Job("good", 0, succeed)])
    assert done == ["again", "again"]
    assert "'bad' failed" in caplog.text
    assert "not today" in caplog.text


def test_a_job_is_not_done_before_it_is_due() -> None:
    stop, done = Event(), []

    def soon() -> None:
        done.append("soon")
        if len(done) > 3:
            stop.set()

    work(stop, [Job("late", 3600, lambda: done.append("late")), Job("soon", 0, soon)])
    assert done.count("late") == 1


@pytest.mark.django_db
def test_the_pulse_is_one_row_that_moves_on() -> None:
    beat()
    WorkerPulse.objects.update(at=timezone.now() - timedelta(hours=1))
    beat()
    assert timezone.now() - WorkerPulse.objects.get().at < timedelta(minutes=1)


@pytest.mark.django_db
def test_a_page_is_published_at_the_time_its_editor_has_set() -> None:
    home = Site.objects.get().root_page
    page = home.add_child(instance=Page(title="Later", slug="later", live=False))
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    publish_what_is_due()
    page.refresh_from_db()
    assert page.live


def test_scheduled_publication_is_looked_after_at_least_every_minute() -> None:
    assert {job.name: job for job in JOBS}["scheduled publication"].every <= 60


@pytest.mark.django_db(transaction=True)
def test_sigterm_ends_the_command_in_good_order() -> None:
    database: dict[str, Any] = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        address = f"sqlite:///{database['NAME']}"
    else:
        folder = database["OPTIONS"]["host"]
        address = f"postgres://{database['USER']}:@/{database['NAME']}?host={folder}"
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + 30
    while not WorkerPulse.objects.exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert WorkerPulse.objects.exists()
    worker.send_signal(signal.SIGTERM)
    _, errors = worker.communicate(timeout=20)
    assert (worker.returncode, errors) == (0, b"")
