"""For the mediator: under which preferences a state holds, what would have to change for it, and how firmly it holds."""
