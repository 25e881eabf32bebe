"""What the record shows: dated events put in order, with their sources."""
