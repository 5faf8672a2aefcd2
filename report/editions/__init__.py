"""Frozen editions: what was cited stays readable, and every later change of it has a reason that was computed.

`manifest` says what a build was made from, `freeze` keeps it under `editions/<name>/`, `verify` proves that nobody
touched it since, `changes` compares input rows, `reasons` and `diff` say what moved and why, `pages` shows both.
"""
