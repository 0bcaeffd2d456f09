"""An incident on at most two sheets of paper: what is chosen, how it is said, in which form."""
