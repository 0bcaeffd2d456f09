"""Incidents in time, in plain Python: firsts, delays as ranges, lanes, axes and density."""
