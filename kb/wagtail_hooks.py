"""What the knowledge base adds to Wagtail; importing a file registers its hooks."""

from kb import page_doors

__all__ = ["page_doors"]
