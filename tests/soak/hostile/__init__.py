"""Files that harm whoever reads them carelessly, made by code: kind, name and bytes of each."""
