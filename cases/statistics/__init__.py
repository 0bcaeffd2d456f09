"""The ledger: responses as rows with what is known of them, and counts of them with n."""
