"""From any text to the units it is found by: plain Python, one code for documents and queries."""

# Raise this when a change of the analysis (or of its dictionaries) gives other units for the
# same text: the site then asks for `manage.py rebuild_search`.
ANALYSIS_VERSION = 3
# Raise this to that version as well when a stored text is split into other tokens than before
# (`pipeline.stream`): what older versions put into an index can then not be taken out exactly.
SPLIT_SINCE = 3
