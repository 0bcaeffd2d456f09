"""Two states of one world: with something restricted in the middle of it, and as if it never was.

Whoever may not see it gets the same from every address of `addresses.txt`. `world.py` makes a small
world, `erasing.py` says what it is without a record, `comparison.py` asks.
"""
