"""From raw documents to clean text, and what it names and dates."""
