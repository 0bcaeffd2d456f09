"""Small true objects for tests: one file for each kind of thing."""
