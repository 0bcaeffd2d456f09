"""From any text to the units it is found by: plain Python, one code for documents and queries."""

# Raise this when a change of the analysis (or of its dictionaries) gives other units for the
# same text: the site then asks for `manage.py rebuild_search`.
ANALYSIS_VERSION = 3
