"""Counting by hand: what search says it found is compared with looking into every text."""
