"""The two questions a machine asks: is the process alive, and can it do its work."""

from datetime import timedelta
from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kb.models import WorkerPulse

PULSE_IS_FRESH = timedelta(seconds=90)  # the worker comes round every few seconds


@require_safe
@login_not_required
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that this process is alive, whatever may be wrong with the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@login_not_required
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when everything the site needs is there, else 503; each check by name."""
    answers = checks()
    ready = all(answer == "ok" for answer in answers.values())
    return JsonResponse({"ready": ready, "checks": answers}, status=200 if ready else 503)


def checks() -> dict[str, str]:
    """Return "ok", or what is missing, for each thing the site needs."""
    try:
        connection.ensure_connection()
        if not is_migrated():
            missing = "not applied: run manage.py migrate"
            return {"database": "ok", "migrations": missing, "worker": "unknown"}
        return {"database": "ok", "migrations": "ok", "worker": _worker()}
    except DatabaseError:
        return {"database": "no answer", "migrations": "unknown", "worker": "unknown"}


def is_migrated() -> bool:
    """Return whether every migration is applied; reading them takes a while, so a yes is kept."""
    try:
        return _all_applied()
    except _NotYetError:
        return False


class _NotYetError(Exception):
    """Raised instead of returned, so that only a yes is kept."""


@cache
def _all_applied() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _NotYetError
    return True


def _worker() -> str:
    """Return "ok", or since when the worker has not been heard of."""
    last = WorkerPulse.objects.order_by("-at").values_list("at", flat=True).first()
    if last is None:
        return "never started: run manage.py worker"
    if timezone.now() - last > PULSE_IS_FRESH:
        return f"silent since {last.isoformat(timespec='seconds')}: run manage.py worker"
    return "ok"
