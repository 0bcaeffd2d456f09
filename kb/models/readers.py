"""How a person reads the site: their own choice, kept with their account."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.language.codes import HONG_KONG, TRADITIONAL
from kb.permissions import User


class ReaderSettings(models.Model):
    """The choices of one reader; who has made none has no row."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="reader_settings",
    )
    language = models.CharField(
        _("language"),
        max_length=7,
        blank=True,
        choices=[
            ("", _("the language of the browser")),
            ("en", _("English")),
            ("zh-hans", _("Simplified Chinese")),
            ("zh-hant", _("Traditional Chinese")),
        ],
    )
    traditional = models.CharField(
        _("Traditional Chinese as in"),
        max_length=7,
        default=TRADITIONAL.code,
        choices=[(TRADITIONAL.code, _("Taiwan")), (HONG_KONG.code, _("Hong Kong"))],
    )

    hints = models.BooleanField(
        _("explain glossary terms in texts"),
        default=True,
        help_text=_("Dotted words say what they mean. Without them the glossary is still there."),
    )

    objects: ClassVar[models.Manager["ReaderSettings"]] = models.Manager()

    class Meta:
        verbose_name = _("reading settings")
        verbose_name_plural = _("reading settings")

    def __str__(self) -> str:
        return str(self.user)


def settings_of(user: User) -> ReaderSettings:
    """Return what this person has chosen, or the choices of who has made none; not saved."""
    found: ReaderSettings | None = getattr(user, "reader_settings", None)
    key: Any = user.pk
    return found or ReaderSettings(user_id=key)
