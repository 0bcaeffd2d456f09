"""Mails to one person, in the language they prefer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from smtplib import SMTPException
from typing import Any

from django.utils import translation
from wagtail.admin.mail import send_mail
from wagtail.users.models import UserProfile

log = logging.getLogger(__name__)


def mail_to(user: Any, write: Callable[[], tuple[str, str]]) -> None:
    """Send what `write` returns (subject, text), which it is asked for in the person's language.

    Whoever has no address gets nothing; what cannot be sent is noted, not raised.
    """
    if not (user.is_active and user.email):
        return
    profile = UserProfile.objects.filter(user=user).first()
    with translation.override(profile.get_preferred_language() if profile else None):
        subject, text = write()
    try:
        send_mail(subject, text, [user.email])
    except (SMTPException, OSError):
        log.exception("A mail could not be sent: %s", subject)
