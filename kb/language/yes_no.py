"""A filter of yes or no that is in force, said in the reader's words instead of `True`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_filters
from django.utils.translation import gettext as _
from wagtail.admin.active_filters import BaseFilterAdapter, register_filter_adapter_class


class YesNoAdapter(BaseFilterAdapter):
    """Wagtail's, which would show the value as Python writes it."""

    def get_active_filters(self) -> Iterator[Any]:
        """Yield the filter with its value in words."""
        for active in super().get_active_filters():
            yield active._replace(value=_("Yes") if self.value else _("No"))


def register() -> None:
    """Show filters of yes or no in words."""
    register_filter_adapter_class(django_filters.BooleanFilter, YesNoAdapter)
