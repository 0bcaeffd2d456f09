"""What readers see of records, one file for each subject."""
