"""Will it be carried out, and where can it break? Plans as finite stochastic models, and what is known in closed form.

`markov` is a small engine for finite stochastic models, `reference_plan` an example of a plan of disarmament to learn with, and
`known_results` holds what is known in closed form.
"""
