"""Who may say what, for one reader: the matrix, the duty sheet, what a draft is told."""
