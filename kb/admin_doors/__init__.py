"""What Wagtail's own admin may tell of pages, files and records, asked in one place for each door.

`known.py` says what somebody may know of, `policies.py` tells Wagtail's lists and choosers,
`addresses.py` closes addresses with the number of something, `views.py` stands where Wagtail asks
nobody, `replaced.py` narrows the few functions that all its screens share (`docs/permission.md`).
"""
