"""Will it be carried out, and where can it break? Plans, what they allow, and what is likely to happen.

`plan` holds the language of plans and what can be read off one before any probability: who can stop it, which clause removes that, how far
one side can get ahead, and when it is done. `markov` is a small engine for finite stochastic models, `reference_plan` an example of a plan of
disarmament to learn with, and `known_results` holds what is known in closed form.
"""
