"""How a cell is written: in a table, beside a bar, in a sentence. What is rounded is said to be rounded."""

from dashboards.cells import Cell
from dashboards.texts import Texts


def in_table(cell: Cell, texts: Texts) -> str:
    """1,490, or 40 (30-49) where it is coarse; <10 below a limit, [c] withheld, [x] no report."""
    return _number(cell, texts, "short")


def in_chart(cell: Cell, texts: Texts) -> str:
    """The number alone as a chart writes it."""
    return _number(cell, texts, "mark")


def beside_bar(cell: Cell, texts: Texts) -> str:
    """The number as a chart writes it, with its percentage where one is published."""
    if cell.count is None or cell.pct is None:
        return in_chart(cell, texts)
    return with_figure("mark.count_and_percent", cell, texts, pct=texts.pct(cell.pct))


def with_figure(key: str, cell: Cell, texts: Texts, **figure: str) -> str:
    """The number beside a figure that is worked out from it; a coarse one brings brackets of its own."""
    return texts(f"{key}_coarse" if cell.is_coarse else key, count=in_chart(cell, texts), **figure)


def in_sentence(cell: Cell, texts: Texts) -> str:
    """About 1,490; about 40 (30 to 49) where it is coarse; an exact number as it is; fewer than 10."""
    if cell.limit is not None:
        return texts("number.fewer_than", limit=texts.number(cell.limit))
    if cell.count is None:
        return texts("number.not_told")
    if cell.is_exact:
        return texts.number(cell.count)
    if cell.is_coarse and cell.at_most is not None:
        return texts("number.about_from_to", number=texts.number(cell.count), **_ends(cell, texts))
    return texts("number.about", number=texts.number(cell.count))


def _number(cell: Cell, texts: Texts, style: str) -> str:
    if cell.limit is not None:
        return texts(f"{style}.below", limit=texts.number(cell.limit))
    if cell.count is None:
        return texts(f"{style}.{cell.state}")
    if cell.is_coarse and cell.at_most is not None:
        return texts("number.from_to", number=texts.number(cell.count), **_ends(cell, texts))
    return texts.number(cell.count)


def _ends(cell: Cell, texts: Texts) -> dict[str, str]:
    return {"least": texts.number(cell.at_least), "most": texts.number(cell.at_most or 0)}
