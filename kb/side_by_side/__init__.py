"""A page in English and Chinese, passage against passage: what a reader sees, what editors correct."""
