"""The challenge model."""
from goodoffices.models.bargaining.challenge.reading import *
from goodoffices.models.bargaining.challenge.rounds import challenge_model
