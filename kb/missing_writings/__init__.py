"""What lacks one of its writings: texts of records and their parts, labels of vocabularies."""
