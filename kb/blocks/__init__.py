"""The blocks that page text is made of, one file per family editors see."""
