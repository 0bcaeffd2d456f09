"""What Casebook proposes of a raw document: nothing of it is done until an editor accepts it."""
