"""The admin of the records: one file per root."""
