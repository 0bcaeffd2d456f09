"""What a new site starts with: its groups and people, and the content of the starter."""
