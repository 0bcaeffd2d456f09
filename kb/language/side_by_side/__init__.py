"""English and Chinese of one text held against each other, in plain Python.

`sentences` cuts, `evidence` says which words answer which, `lengths` how long a translation is,
`aligner` finds the best order of pairs, and `texts` does all of it for two running texts.
"""
