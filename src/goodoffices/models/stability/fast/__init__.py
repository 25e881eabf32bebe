"""The fast engine for conflicts in option form: whole arrays of states, one decision maker at a time."""
