"""Decision rules, and the games that bodies play under them."""
