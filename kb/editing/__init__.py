"""What the editors of pages and of records share: held rows, newer versions, differences."""
