"""How a spreadsheet names its columns."""


def letter(place: int) -> str:
    """The name that a spreadsheet gives the column at a place, from 0: A, B, ... Z, AA."""
    return (letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)
