"""Wires the records together and tells the knowledge base of them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Cases")

    def ready(self) -> None:
        # Models are loaded only by now.
        from cases import (
            attention,
            backlinks,
            citing,
            completions,
            file_holders,
            firewall,
            grants,
            history,
            holders,
            protected_terms,
            pulse,
            pulse_attention,
            search,
            side_by_side,
        )
        from cases.actions import partner_checks, statement_state, still_stands
        from cases.bundles import attention as bundles
        from cases.bundles.due import publish_due
        from cases.duplicates import asking, following
        from cases.importing.affairs import keeping
        from cases.merging import registration as merging
        from cases.unlinked import finding as unlinked
        from cases.unlinked import following as unlinked_following
        from cases.unlinked import lines as unlinked_lines
        from kb.records.namesakes import alike
        from kb.worker import JOBS, Job

        citing.register()
        completions.register()
        backlinks.register()
        protected_terms.register()
        file_holders.register()
        firewall.register()
        grants.register()
        search.register()
        history.register()
        side_by_side.register()
        attention.register()
        bundles.register()
        statement_state.register()
        pulse.register()
        pulse_attention.register()
        still_stands.connect()
        holders.register()
        following.connect()
        unlinked_following.connect()
        unlinked_lines.register()
        merging.register()
        if asking.alike not in alike:
            alike.append(asking.alike)
            JOBS.append(Job("cases published together", 30, publish_due))
            JOBS.append(Job("likely duplicates", 300, following.catch_up))
            JOBS.append(Job("unlinked mentions", 20, unlinked.look))
            JOBS.append(Job("affairs of what was imported", 15, keeping.catch_up))
            deleting = partner_checks.delete_past_their_time
            JOBS.append(Job("checks of partners past their time", 3_600, deleting))
