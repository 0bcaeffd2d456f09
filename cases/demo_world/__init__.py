"""A synthetic world of any size, to try things out and to measure; marked as such everywhere."""
