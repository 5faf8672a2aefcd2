"""Sentences computed from tables: the winner, the direction and the wording follow the data."""
