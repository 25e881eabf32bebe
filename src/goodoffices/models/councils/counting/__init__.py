"""Counting swings: one module per way, and the choice between them."""
