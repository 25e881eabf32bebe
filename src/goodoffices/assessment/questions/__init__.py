"""One module per question; each has a function ``answer(question, situations, worlds)``."""
