"""The tests of modelsearch that the search of the site cannot pass, each with its reason.

`docs/search.md` says the same in its table; a test compares them.
"""

_FILTERS = "the database applies filters, so a field that is not declared is no error"
_ORDERS = "the database orders, so a field that is not declared is no error"

LISTED = {
    "test_boost": "no engine weighs parts of a query; nothing in Wagtail's admin asks for it",
    "test_filter_on_non_filterable_field": _FILTERS,
    "test_missing_filter_field": _FILTERS,
    "test_missing_filter_field_in_related_fields": _FILTERS,
    "test_missing_related_fields": _FILTERS,
    "test_order_by_non_filterable_field": _ORDERS,
}
