"""What a new site starts with: the records of five incidents, and the pages about them."""
