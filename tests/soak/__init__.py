"""The long figures: what holds only when it has been tried many times; `make soak` runs them."""
