"""The map of the whole site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cases import urls as cases_urls
from kb import urls as kb_urls

to_login = login_not_required(RedirectView.as_view(pattern_name="login", query_string=True))

urlpatterns = [
    path("accounts/login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", auth.LogoutView.as_view(), name="logout"),
    path("admin/login/", to_login),
    path("admin/password_reset/", to_login),
    *kb_urls.plain,
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        *kb_urls.in_a_language,
        *cases_urls.in_a_language,
        path("", include(wagtail_urls)),
    ),
]

# By name: they are looked up only when something went wrong.
handler400 = "kb.error_pages.bad_request"
handler500 = "kb.error_pages.server_error"
