"""Print the overview of oracles."""

from tests.oracles import overview

print(overview(), end="")
