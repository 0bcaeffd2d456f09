"""Wires the knowledge base together."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kb.checks import register_checks
from kb.language.conversion import warm_up


class KnowledgeBaseConfig(AppConfig):
    name = "kb"
    verbose_name = _("Knowledge base")

    def import_models(self) -> None:
        """Import the models of `kb.models`, then those of subjects with a folder of their own."""
        super().import_models()
        import_module("kb.search.entries")
        import_module("kb.search.cards")
        import_module("kb.search.due")
        import_module("kb.search.missed")
        import_module("kb.admin_doors.log_entries")

    def ready(self) -> None:
        """Register what others ask of, and load the converter's dictionaries before any request."""
        # Models are loaded only by now.
        from kb import (
            attention_sources,
            file_access,
            glossary_hints,
            holders,
            page_archive,
            page_backlinks,
            protected_terms,
            review_checks,
            review_mails,
        )
        from kb.draft_checks import kinds
        from kb.history import registration
        from kb.language import start_words
        from kb.search import checks, page_sources, signal_handlers
        from kb.side_by_side import registration as two_sided
        from kb.translation import following
        from kb.wording import marked, translation

        start_words.word_again()
        register_checks()
        protected_terms.register()
        glossary_hints.register()
        file_access.register()
        page_backlinks.register()
        attention_sources.register()
        holders.register()
        page_archive.register()
        kinds.register()
        page_sources.register()
        registration.register()
        two_sided.register()
        following.register()
        signal_handlers.register()
        checks.register_checks()
        review_checks.register_checks()
        review_mails.register()
        translation.register()
        marked.register()
        warm_up()
