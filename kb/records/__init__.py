"""What every record is: drafts, audience, two writings, honest time."""
