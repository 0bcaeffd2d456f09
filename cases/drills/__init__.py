"""Practice with past incidents: the story moment by moment, answers to it, and what was done."""
