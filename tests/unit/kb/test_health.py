"""What the two health checks answer, and to whom."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from kb.health import _all_applied
from kb.models import WorkerPulse
from kb.worker import beat

pytestmark = pytest.mark.django_db


def test_healthz_answers_without_sign_in_and_without_a_database(client: Client) -> None:
    with patch("django.db.backends.base.base.BaseDatabaseWrapper.ensure_connection") as database:
        database.side_effect = OperationalError
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_readyz_is_ready_when_the_worker_has_just_been_heard_of(client: Client) -> None:
    beat()
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "checks": {"database": "ok", "migrations": "ok", "worker": "ok"},
    }


def test_readyz_says_when_no_worker_has_ever_run(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "never started" in response.json()["checks"]["worker"]


def test_readyz_says_since_when_the_worker_is_silent(client: Client) -> None:
    WorkerPulse.objects.create(name="worker", at=timezone.now() - timedelta(minutes=5))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "silent since" in response.json()["checks"]["worker"]


def test_readyz_says_that_the_database_does_not_answer(client: Client) -> None:
    with patch("kb.health.connection.ensure_connection", side_effect=OperationalError):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "no answer"


def test_readyz_says_that_a_migration_is_missing(client: Client) -> None:
    _all_applied.cache_clear()
    with patch("kb.health.MigrationExecutor.migration_plan", return_value=["one"]):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert "not applied" in response.json()["checks"]["migrations"]


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_the_health_checks_refuse_to_be_posted_to(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
