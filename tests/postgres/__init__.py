"""A real PostgreSQL for the tests, and what is only true of it."""
