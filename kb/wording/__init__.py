"""Editors' control of what readers of another script get: marks, glossary, decisions."""
