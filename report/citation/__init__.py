"""Citing what the book declares: one record for each figure, table, value and claim, in every form readers ask for."""
