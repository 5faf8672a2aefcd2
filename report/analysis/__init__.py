"""Analysis: pure functions from tidy tables to tidy tables, one module per question a chapter asks.

`trade` prepares what all share; the name of every other module is its question. Nothing here reads a file or
draws a chart; column names carry their unit (`value_usd`, `weight_t`, `hhi_0_1`), shares are fractions, and
an empty input gives an empty table with the same columns.
"""
