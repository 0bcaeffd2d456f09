"""Imports: files that come in, wait, are read once each, and are kept as they came."""
