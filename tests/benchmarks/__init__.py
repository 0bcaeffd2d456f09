"""How much processor time things take; run by hand, on a quiet machine."""
