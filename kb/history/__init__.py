"""What was published when, by whom, and what differs: as far as one reader may know it."""
