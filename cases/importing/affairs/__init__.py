"""Affairs among everything imported: kept, shown, mended by people, made into incidents."""
