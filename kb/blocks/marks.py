"""What every text may have beside its own features: marks for the converter, and its preview."""

MARKS = ["keep-as-written", "say-otherwise", "reading-preview", "wording-keys"]
