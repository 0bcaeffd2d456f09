"""Changes of the records that are checked, done and logged in one step."""
