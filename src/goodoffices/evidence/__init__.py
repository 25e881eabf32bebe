"""What the record shows: dated events put in order, and claims held against what happened, with their sources."""
