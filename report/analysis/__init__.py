"""Analysis: pure functions from tidy tables to tidy tables, one module per question a chapter asks.

trade (shared preparation), dependence, flows, placebo, specialisation, capacity, diversification,
other_sources, canada, mineral, ledger, delivery, evidence, promise, synthesis. Nothing here reads a file or
draws a chart; column names carry their unit (`value_usd`, `weight_t`, `hhi_0_1`), shares are fractions, and
an empty input gives an empty table with the same columns.
"""
