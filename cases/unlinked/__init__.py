"""Names in published texts that lead nowhere: finding them, and what editors do about them."""
