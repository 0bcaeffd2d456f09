"""What every incident stands under in its list, kept so that counting need not ask permissions."""
