"""Pages kept in step in both languages: what of the source has changed, and who has seen to it.

`passages.py` and `tracking.py` are plain Python; `steps.py` asks the database for the state of one
pair of pages, `board.py` for that of all; `changes.py` is all that somebody decides about one.
"""
