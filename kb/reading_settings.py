"""The page on which readers choose how they read."""

from typing import ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.users.models import UserProfile

from kb.models.readers import ReaderSettings, settings_of
from kb.permissions import User

# What tells the two regions apart, in the words that readers meet most.
GLYPHS = {
    "zh-hant": ("裡面、為了、群眾、說明", "zh-Hant"),
    "zh-hk": ("裏面、為了、群眾、説明", "zh-Hant-HK"),
}


class ReadingForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a reader may choose."""

    class Meta:
        model = ReaderSettings
        fields: ClassVar[list[str]] = ["language", "traditional", "hints"]
        widgets: ClassVar[dict[str, type[forms.Widget]]] = {
            "language": forms.RadioSelect,
            "traditional": forms.RadioSelect,
        }
        labels: ClassVar[dict[str, object]] = {
            "language": gettext_lazy("The site opens in"),
            "traditional": gettext_lazy("Traditional Chinese as written in"),
            "hints": gettext_lazy("Explain glossary terms in texts"),
        }


def _tell_the_desk(user: User, language: str) -> None:
    """Let the desk speak the language that somebody has chosen for the site."""
    if not user.has_perm("wagtailadmin.access_admin"):  # type: ignore[union-attr]
        return
    profile = UserProfile.get_for_user(user)
    if profile.preferred_language != language:
        profile.preferred_language = language
        profile.save(update_fields=["preferred_language"])


def reading_settings(request: HttpRequest) -> HttpResponse:
    """Show what this reader has chosen, and keep what they choose."""
    following = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()}):
        following = ""
    form = ReadingForm(request.POST or None, instance=settings_of(request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        _tell_the_desk(request.user, form.cleaned_data["language"])
        messages.success(request, _("Your settings are saved."))
        return redirect(following or "reading_settings")
    context = {"form": form, "glyphs": GLYPHS, "following": following}
    return render(request, "kb/reading_settings.html", context, status=400 if form.errors else 200)
