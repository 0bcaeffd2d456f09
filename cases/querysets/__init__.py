"""The questions we ask the data, each with a name."""
