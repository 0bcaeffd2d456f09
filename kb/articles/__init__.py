"""Many articles at once, from a file of one JSON object a line."""
