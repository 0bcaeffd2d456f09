"""An incident and all that belongs to its case, published together or not at all."""
