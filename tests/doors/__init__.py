"""The door matrix: every address of the site, as everybody, with things that each may or may not know.

`world.py` makes the things, each with a word of its own (a canary); `addresses.py` of `tests` knows
the routes, `arguments.py` what to put into them; `answers.py` reads what came back; `crawl.py` asks
them all; `table.tsv` is what was agreed. `python -m tests.doors` writes the table again and prints
what has changed.
"""
