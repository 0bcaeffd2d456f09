"""What a person sees and does in a browser: few tests, read as sentences."""
