"""Whether the interface speaks the reader's language: every page walked, in a world of one language."""
