"""The pages of one raw document: what it is, its repairs, what it is made of."""
