"""The verbs of the command `report`, one module each."""
