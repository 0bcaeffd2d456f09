"""English and Chinese held side by side."""
