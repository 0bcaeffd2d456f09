"""What the worker does: publishes the bundles whose time has come, or says why not."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from wagtail.log_actions import log

from cases.bundles.acting import held
from cases.bundles.findings import findings
from cases.bundles.items import known_of
from cases.bundles.mails import tell_asker
from cases.bundles.publishing import publish_all
from cases.choices import BundleState
from cases.models import Bundle, Incident
from kb.editing.held_row import hold
from kb.language.codes import LANGUAGES
from kb.permissions import is_signed_in
from kb.records.publish_together import key_of

logger = logging.getLogger(__name__)

CLOSED = gettext_noop(
    "Whoever answers for it may no longer publish all of it: somebody who may has to do it."
)
FAILED = gettext_noop("It could not be published. Look at what is in the way, and try again.")


def publish_due() -> None:
    """Publish each bundle whose time has come, all of it or nothing; whoever set it is told."""
    due = Bundle.objects.due().order_by("at", "pk")
    for pk, incident in list(due.values_list("pk", "incident_id")):
        _publish(pk, incident)


def _publish(pk: int, incident: int) -> None:
    try:
        with transaction.atomic():
            # The incident first, as its page does: neither waits for the other for ever.
            hold(Incident, incident)
            bundle = held(pk, BundleState.SCHEDULED)
            if bundle.at > timezone.now():
                return  # moved meanwhile
            if problems := list(_problems(bundle)):
                _fail(bundle, problems)
                return
            publish_all(known_of(bundle, bundle.decided_by).waiting, bundle.decided_by)
            bundle.state, bundle.finished_at = BundleState.PUBLISHED, timezone.now()
            bundle.save()
    except OperationalError:
        # The database was busy or away: tried again when the job is due next.
        logger.exception("Bundle %s could not be published yet", pk)
    except Exception as error:
        if not isinstance(error, ValidationError):
            logger.exception("Bundle %s could not be published", pk)
        _fail_anyway(pk)


def _fail_anyway(pk: int) -> None:
    """Note that it was not published, whatever went wrong; unless somebody settled it meanwhile."""
    with transaction.atomic():
        bundle = Bundle.objects.select_for_update(of=("self",)).due().filter(pk=pk).first()
        if bundle is not None:
            _fail(bundle, [_in_all_languages(FAILED)])


def _problems(bundle: Bundle) -> Iterator[dict[str, Any]]:
    """Yield what is in the way now, for whoever answers for it: the thing, and what is said."""
    user = bundle.decided_by
    if user is None or not is_signed_in(user) or not (known := known_of(bundle, user)).is_all:
        yield _in_all_languages(CLOSED)
        return
    told: dict[str, list[Any]] = {}
    for language in LANGUAGES:
        with override(language.code):
            told[language.code] = findings(known.waiting, user)
    for place, finding in enumerate(told[LANGUAGES[0].code]):
        if finding.stops or finding.code not in bundle.read:
            said = {code: found[place].sentence for code, found in told.items()}
            yield {"thing": key_of(finding.thing), "said": said}


def _in_all_languages(sentence: str) -> dict[str, Any]:
    said = {}
    for language in LANGUAGES:
        with override(language.code):
            said[language.code] = _(sentence)
    return {"thing": "", "said": said}


def _fail(bundle: Bundle, problems: list[dict[str, Any]]) -> None:
    bundle.state, bundle.problems = BundleState.FAILED, problems
    bundle.finished_at = timezone.now()
    bundle.save()
    log(instance=bundle.incident, action="cases.bundle.failed", user=None)
    transaction.on_commit(lambda: tell_asker(bundle.pk))
