"""modelsearch's own tests of a backend, run against the search of the site.

They need an app of their own, so they have settings of their own and run in a process of their own:
`tests/unit/kb/search/backends/test_modelsearch.py` starts it. To look at one of them:

    python -m pytest tests/modelsearch_suite/suite.py --ds=tests.modelsearch_suite.settings -k facet
"""
