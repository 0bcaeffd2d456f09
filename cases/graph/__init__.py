"""Who and what is linked with what: the network of records, as far as one reader may see it."""
