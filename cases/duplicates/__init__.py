"""Records that may be one: plain comparison, the keys that find them, the stored pairs."""
