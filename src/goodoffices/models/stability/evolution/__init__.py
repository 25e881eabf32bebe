"""From the status quo to other states: which are reached, how, by whom, and which need a joint move."""
