"""Has this happened before: incidents like a described situation, with the reasons."""
