"""modelsearch's command under its own name: Wagtail, in whose app we run, has another for it."""

from modelsearch.management.commands.rebuild_modelsearch_index import Command

__all__ = ["Command"]
