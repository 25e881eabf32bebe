"""`python -m goodoffices` runs the command line."""

from goodoffices.cli import main

main(prog_name="goodoffices")
