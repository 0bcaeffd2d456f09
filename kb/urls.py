"""Addresses of the knowledge base that are not Wagtail pages."""

from django.urls import URLPattern, URLResolver, path

from kb import attention_views, file_views, views
from kb.admin_doors import policies
from kb.admin_doors import views as admin_doors
from kb.draft_checks import views as draft_checks
from kb.health import healthz, readyz
from kb.history import views as history_views
from kb.imports import urls as import_urls
from kb.missing_writings.views import missing_writings
from kb.reading_settings import reading_settings
from kb.recently_viewed import recently_viewed
from kb.search import promotion_views
from kb.search import urls as search_urls
from kb.side_by_side.views import side_by_side
from kb.speaking import views as speaking
from kb.suggested_changes import views as suggested_changes
from kb.translation import stock

# When every app is ready: Wagtail's own register theirs until then.
policies.register()

plain: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("documents/<int:pk>/<str:name>", file_views.document, name="document"),
    path("documents/<path:path>", file_views.nothing),
    path("media/<path:path>", file_views.media, name="media"),
    *promotion_views.urls,
    *stock.urlpatterns,
    *admin_doors.urlpatterns,
]
in_a_language: list[URLPattern | URLResolver] = [
    # Wagtail's own sign-in and password pages, which tell that something is there.
    path("_util/<path:path>", file_views.nothing),
    path("attention/", attention_views.attention, name="attention"),
    path("attention/summary/", attention_views.attention_summary, name="attention_summary"),
    path("attention/<slug:name>/", attention_views.attention_source, name="attention_source"),
    path("attention/<slug:name>/put-off/", attention_views.snooze, name="attention_snooze"),
    path("attention/<slug:name>/take-back/", attention_views.wake, name="attention_wake"),
    path("changes/", history_views.changes, name="changes"),
    path("history/<slug:kind>/<slug:key>/", history_views.page_or_record, name="history"),
    path("missing-writings/", missing_writings, name="missing_writings"),
    path("side-by-side/<slug:kind>/<slug:key>/", side_by_side, name="side_by_side"),
    path("recently-viewed/", recently_viewed, name="recently_viewed"),
    path("firewall/", views.rule_list, name="rule_list"),
    path("firewall/check/", draft_checks.draft_check, name="draft_check"),
    path("firewall/checks/", draft_checks.kept_checks, name="kept_checks"),
    path("firewall/checks/<uuid:key>/", draft_checks.kept_check, name="kept_check"),
    path(
        "firewall/checks/<uuid:key>/remove/",
        draft_checks.kept_check_remove,
        name="kept_check_remove",
    ),
    path("firewall/who/", speaking.who, name="who_may_say"),
    path("firewall/who/duty/", speaking.duty_sheet, name="duty_sheet"),
    path("firewall/<slug:slug>/", views.rule, name="rule"),
    path("glossary/<slug:slug>/", views.term, name="term"),
    path("suggestions/", suggested_changes.suggestions, name="suggestions"),
    path("suggestions/new/", suggested_changes.suggest_change, name="suggest_change"),
    path("suggestions/<int:number>/", suggested_changes.suggestion, name="suggestion"),
    path(
        "suggestions/<int:number>/answer/",
        suggested_changes.suggestion_answer,
        name="suggestion_answer",
    ),
    path("settings/", reading_settings, name="reading_settings"),
    *import_urls.in_a_language,
    *search_urls.in_a_language,
]
