"""How far first estimates of Canada's output moved, and which goods of the list the trade table cannot see."""

from __future__ import annotations

import pandas as pd

from report.formats import format_value, listed, share
from report.sentences.places import inner, product_label


def moves(revisions: pd.DataFrame, minerals: pd.DataFrame) -> pd.DataFrame:
    """Newest figure over first estimate, per product and year: label year first_t newest_t ratio is_last note.

    revisions: `capacity.revisions`. Products are ordered by their last year's ratio, lowest first.
    """
    keys = ["mineral_id", "product", "year"]
    ordered = revisions.sort_values([*keys, "edition"])
    table = (
        ordered.groupby(keys)
        .agg(
            first_t=("value_t", "first"),
            newest_t=("value_t", "last"),
            first_edition=("edition", "first"),
            newest_edition=("edition", "last"),
        )
        .reset_index()
    )
    table = table[(table["newest_edition"] > table["first_edition"]) & (table["first_t"] > 0)]
    table["ratio"] = table["newest_t"] / table["first_t"]
    names = table["mineral_id"].map(minerals.set_index("mineral_id")["name"])
    several = table.groupby("mineral_id")["product"].transform("nunique") > 1
    table["label"] = [product_label(*row) for row in zip(names, table["product"], several, strict=True)]
    table["is_last"] = table["year"] == table["year"].max()
    table = table[table.groupby(keys[:2])["is_last"].transform("any")].copy()
    table["note"] = (table["ratio"] - 1).map(lambda move: f"{move:+.0%}".replace("-", "\u2212"))
    last = table[table["is_last"]].set_index(["mineral_id", "product"])["ratio"]
    table["order"] = table.set_index(["mineral_id", "product"]).index.map(last)
    return table.sort_values(["order", "label", "year"], ignore_index=True).drop(columns="order")


def last_move(revisions: pd.DataFrame, minerals: pd.DataFrame, mineral: str) -> pd.Series:
    """The row of `moves` for the last year of a mineral that an edition revised; the newest may lack the mineral."""
    table = moves(revisions[revisions["mineral_id"] == mineral], minerals)
    return table[table["is_last"]].iloc[0]


def moved(move: pd.Series) -> str:
    """One estimate and what became of it: years, tonnes, direction. move: a row of `moves`."""
    way = "down" if move["ratio"] < 1 else "up" if move["ratio"] > 1 else "not at all"
    return (
        f"{move['label']} in {int(move['year'])}: first printed as {format_value(move['first_t'], 't')} (edition "
        f"{int(move['first_edition'])}), now {format_value(move['newest_t'], 't')} (edition "
        f"{int(move['newest_edition'])}), moved {way} by {share(abs(move['ratio'] - 1))}"
    )


def main_product(editions: pd.DataFrame, own_output: pd.DataFrame) -> pd.DataFrame:
    """Rows of `standing.editions` for the product with the largest output in the newest figures, else none."""
    made = own_output[own_output["value_t"] > 0]
    if made.empty:
        return editions.iloc[:0]
    return editions[editions["product"] == made.loc[made["value_t"].idxmax(), "product"]]


def drawable(printed: pd.DataFrame) -> bool:
    """Whether editions can be compared: some year was printed in more than one of them, and not as zero."""
    return bool(len(printed) and printed["value_t"].gt(0).any() and printed.groupby("year").size().gt(1).any())


def editions_caption(printed: pd.DataFrame, name: str) -> str:
    """The widest move between the first and the newest edition of a year. printed: from `main_product`."""
    first = printed[printed["is_first"]].set_index("year")["value_t"]
    newest = printed[printed["is_newest"]].set_index("year")["value_t"]
    move = (newest / first - 1).where(first > 0).dropna()
    year = int(move.abs().idxmax())
    what = f"Canada's output of {name}, {inner(printed['product'].iloc[0])}"
    if move[year] == 0:
        return f"{what}: no edition changed an earlier figure"
    way = "down" if move[year] < 0 else "up"
    return (
        f"{what}: the first figure for {year}, {format_value(first[year], 't')}, has since moved {way} by "
        f"{share(abs(move[year]))} to {format_value(newest[year], 't')}, the widest move of the editions here"
    )


def moved_so_far(moves: pd.DataFrame) -> str:
    """How Canada's first estimates of one mineral moved, and what that means for the newest; empty without any.

    moves: from `moves`.
    """
    last = moves[moves["is_last"]]
    parts = [
        f"{row.label}: the first estimate for {int(row.year)} was {format_value(row.first_t, 't')}, the newest "
        f"figure of the same producer is {format_value(row.newest_t, 't')} ({row.note})."
        for row in last.itertuples()
    ]
    if not parts:
        return ""
    return " ".join([*parts, "The figure of the newest year is a first estimate too."])


def moves_sentence(table: pd.DataFrame, least: float = 0.1) -> str:
    """How many first estimates of the last revised year moved by more than `least`. table: from `moves`."""
    last = table[table["is_last"]]
    large = last[(last["ratio"] - 1).abs() > least]
    return (
        f"Of {len(last)} Canadian first estimates for {int(last['year'].max())}, {len(large)} have since "
        f"moved by more than {share(least)}"
    )


def unseen_goods(hs_map: pd.DataFrame, minerals: pd.DataFrame) -> tuple[list[str], list[str]]:
    """(listed minerals with no code of their own in the trade table, those seen as ore only although refined forms
    are mapped). hs_map: with `headline` for the list.
    """
    codes = hs_map[hs_map["nomenclature"] != "CN8"]
    seen = codes[codes["in_trade_flows"] & codes["headline"]]
    named = minerals[minerals["on_list_2024"]].set_index("mineral_id")["name"]
    dark = [name for code, name in named.items() if code not in set(seen["mineral_id"])]
    stages = seen.groupby("mineral_id")["stage"].agg(set)
    refined = set(codes.loc[codes["stage"] == "refined", "mineral_id"])
    ore_only = [name for code, name in named.items() if code in refined and stages.get(code) == {"ore"}]
    return dark, ore_only


def unseen_sentence(hs_map: pd.DataFrame, minerals: pd.DataFrame) -> str:
    """What the basket leaves out, by name."""
    dark, ore_only = unseen_goods(hs_map, minerals)
    return (
        f"The trade table holds no clean code for {listed(dark)}; of {listed(ore_only)} it holds the ore but none "
        "of the refined forms"
    )


def national_counts(facts: pd.DataFrame, sold: pd.DataFrame, minerals: pd.DataFrame) -> pd.DataFrame:
    """Exports as Natural Resources Canada counts them beside this basket: name measure year value_cad value_usd.

    facts: canada_facts; sold: mineral_id year value_usd of Canada's headline exports. Newest year of each measure.
    """
    rows = facts[
        (facts["topic"] == "trade_mineral")
        & (facts["flow"] == "export")
        & (facts["counterpart"] == "WLD")
        & facts["tier"].isin([1, 2])
        & facts["measure"].str.contains("(value)", regex=False)
        & facts["mineral_id"].ne("")
        & facts["value"].notna()
    ]
    rows = rows.assign(
        year=pd.to_numeric(rows["year_text"], errors="coerce"),
        value_cad=rows["value"] * rows["unit"].map({"CAD billion": 1e9, "CAD million": 1e6}),
    )
    rows = rows.dropna(subset=["year", "value_cad"]).sort_values("year")
    rows = rows.drop_duplicates(["mineral_id"], keep="last").merge(sold, on=["mineral_id", "year"], how="left")
    rows["name"] = rows["mineral_id"].map(minerals.set_index("mineral_id")["name"])
    rows["measure"] = rows["measure"].str.partition(" (value)")[0].str.removeprefix("exports of ")
    return rows.sort_values("value_cad", ascending=False)[["name", "measure", "year", "value_cad", "value_usd"]]
