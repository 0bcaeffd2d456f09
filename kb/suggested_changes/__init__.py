"""What readers suggest to change, and what editors answer."""
