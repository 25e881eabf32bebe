"""Bodies as they might be: votes for a wanted power, reforms, contribution and voice."""
