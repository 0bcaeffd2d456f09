"""Merging one record into another of its kind, and taking that back."""
