"""Made-up personal data in both languages, and what only looks like it: columns of cells, drawn with a seed."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from stdnum import luhn
from stdnum.es import dni

STRUCTURED = ("email", "phone", "ssn", "coordinates", "ip", "card", "passport")
WORDS_AS_NAMES = (
    "Grace",
    "Hope",
    "Faith",
    "Rosa",
    "Mercedes",
    "Cruz",
    "Angel",
    "May",
    "June",
    "Dolores",
    "Pilar",
    "Will",
)
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


@dataclass(frozen=True)
class Made:
    """One column: its cells, the kind of each personal one by place, and what kind of column it is.

    `header` stands above it; most say nothing, because a header that names what it holds is refused by that alone.
    """

    name: str
    cells: tuple[str, ...]
    personal: dict[int, str]
    header: str = ""


def digits(draw: Random, count: int) -> str:
    return "".join(draw.choices("0123456789", k=count))


def line(draw: Random) -> str:
    """The last seven digits of numbers that are kept for stories."""
    return f"555{draw.randrange(100, 200):04d}"


def phone(draw: Random) -> str:
    area, rest = draw.choice(("312", "415", "212", "713", "305", "602")), line(draw)
    first, last = rest[:3], rest[3:]
    mexico, spain = digits(draw, 8), digits(draw, 6)
    return draw.choice(
        (
            f"({area}) {first}-{last}",
            f"{area}-{first}-{last}",
            f"{area}.{first}.{last}",
            f"+1 {area} {first} {last}",
            f"1-{area}-{first}-{last}",
            f"call {area} {first} {last} after six",
            f"+52 55 2{mexico[:3]} {mexico[4:]}",
            f"55 5{mexico[:3]} {mexico[4:]}",
            f"+34 612 {spain[:3]} {spain[3:]}",
            f"Tel. 612 {spain[:3]} {spain[3:]}",
            f"su celular es {area}{first}{last}",
        )
    )


def email(draw: Random) -> str:
    user = draw.choice(("rosa.m", "j_lopez", "grace+77", "maria-jose", "hope99"))
    host = draw.choice(("mail.example", "correo.example.mx", "example.org", "house.example"))
    return draw.choice((f"{user}@{host}", f"{user.upper()}@{host}", f"write to {user}@{host}.", f"{user} (at) {host}"))


def ssn(draw: Random) -> str:
    area, group, serial = draw.randrange(1, 666), draw.randrange(1, 100), draw.randrange(1, 10_000)
    number = f"{area:03d}-{group:02d}-{serial:04d}"
    plain = number.replace("-", "")
    return draw.choice((number, number.replace("-", " "), f"SSN {number}", f"ssn: {plain}", f"seguro social {plain}"))


def coordinates(draw: Random) -> str:
    north, west = draw.uniform(25, 48), draw.uniform(70, 120)
    return draw.choice(
        (
            f"{north:.6f}, -{west:.6f}",
            f"{north:.5f} -{west:.5f} 0 0",
            f"{north:.4f}N {west:.4f}W",
            f"{int(north)}°{draw.randrange(60)}'{draw.randrange(60)}\"N {int(west)}°{draw.randrange(60)}'12\"W",
            f"POINT (-{west:.6f} {north:.6f})",
            f"https://maps.example/?q={north:.6f},-{west:.6f}",
        )
    )


def ip(draw: Random) -> str:
    four = ".".join(str(draw.randrange(11, 255)) for _ in range(4))
    six = f"2001:db8:{draw.randrange(4096):x}::{draw.randrange(1, 4096):x}"
    return draw.choice((four, four, f"from {four}", six, f"192.168.{draw.randrange(256)}.{draw.randrange(256)}"))


def card(draw: Random) -> str:
    start = draw.choice(("4", "51", "53", "2221", "6011")) + digits(draw, 15)
    number = start[:15] + luhn.calc_check_digit(start[:15])
    amex = "37" + digits(draw, 12)
    amex += luhn.calc_check_digit(amex)
    grouped = " ".join(number[at : at + 4] for at in range(0, 16, 4))
    return draw.choice(
        (
            grouped,
            grouped.replace(" ", "-"),
            f"card {number}",
            f"{amex[:4]} {amex[4:10]} {amex[10:]}",
            f"tarjeta {grouped}",
        )
    )


def passport(draw: Random) -> str:
    number = draw.choice(LETTERS) + draw.choice("23456789") + digits(draw, 7)
    spanish = "".join(draw.choices(LETTERS, k=3)) + digits(draw, 6)
    return draw.choice(
        (
            f"passport {number}",
            f"Passport no. {digits(draw, 9)}",
            f"pasaporte {spanish}",
            f"Pasaporte: G{digits(draw, 8)}",
            "P<USAQUELL<<ZYXWINA<<<<<<<<<<<<<<<<<<<<<<<<<",
        )
    )


MAKERS: dict[str, Callable[[Random], str]] = {
    "email": email,
    "phone": phone,
    "ssn": ssn,
    "coordinates": coordinates,
    "ip": ip,
    "card": card,
    "passport": passport,
}
# Whole columns of bare numbers: only together do they show what they are.
BARE: dict[str, Callable[[Random], str]] = {
    "phone": lambda draw: draw.choice(("312", "415", "212", "713", "305")) + draw.choice("3456789") + digits(draw, 6),
    "card": lambda draw: (start := "4" + digits(draw, 14)) + luhn.calc_check_digit(start),
    "passport": lambda draw: draw.choice(LETTERS) + draw.choice("3456789") + digits(draw, 7),
    "identity": lambda draw: (number := digits(draw, 8)) + dni.calc_check_digit(number),
}


def bare_ssn(draw: Random) -> str:
    """Nine digits that could be somebody's."""
    area = draw.choice((draw.randrange(1, 666), draw.randrange(667, 900)))
    return f"{area:03d}{draw.randrange(1, 100):02d}{draw.randrange(1, 10_000):04d}"


def seven(draw: Random) -> str:
    """A telephone number as it is told in its own town."""
    return f"{draw.choice('23456789')}{draw.choice('23456789')}{draw.randrange(10)}{digits(draw, 4)}"


def comma_pair(draw: Random) -> str:
    """Coordinates as a program writes them that is set to Spanish or French."""
    north, west = f"{draw.uniform(25, 48):.6f}".replace(".", ","), f"{draw.uniform(70, 120):.5f}".replace(".", ",")
    return draw.choice(
        (f"{north}; -{west}", f"{north} -{west}", f"{north}, -{west}", f"{north}N {west}W", f"{north} / -{west}")
    )


# Numbers without any form of their own, each below a header: its kind, the header, how many, and how they are made.
FORMLESS: tuple[tuple[str, str, int, Callable[[Random], str]], ...] = (
    ("ssn", "Tax number", 12, bare_ssn),
    ("ssn", "Documento", 40, bare_ssn),
    ("ssn", "", 80, bare_ssn),
    ("phone", "Contact no.", 12, seven),
    ("phone", "Número de contacto", 40, lambda draw: f"{(number := seven(draw))[:3]}-{number[3:]}"),
    ("phone", "", 40, lambda draw: f"{(number := seven(draw))[:3]}{draw.choice('- ')}{number[3:]}"),
    ("phone", "", 40, lambda draw: f"{draw.choice(('contact', 'recados al', 'text her at'))} {seven(draw)[:3]}-0142"),
    ("coordinates", "", 40, comma_pair),
)
# What stands in files every day and is nobody's data.
HARMLESS: dict[str, Callable[[Random, int], str]] = {
    "case number of nine digits": lambda draw, _: digits(draw, 9),
    "case number of nine digits, counted up": lambda draw, at: f"{240_000_000 + 37 * at + draw.randrange(9)}",
    "number of seven digits": lambda draw, _: digits(draw, 7),
    "number of three and four digits": lambda draw, _: f"{digits(draw, 3)}-{digits(draw, 4)}",
    "two importes": lambda draw, _: f"{draw.randrange(10, 80)},500; {draw.randrange(10, 99)},250",
    "case number with its date": lambda draw, at: f"{draw.randrange(2019, 2025)}{draw.randrange(1, 13):02d}18-{at:03d}",
    "expediente": lambda draw, at: f"EXP-2024-{draw.randrange(1, 13):02d}-{at:04d}",
    "number with a year": lambda _, at: f"2024{at:06d}",
    "incident": lambda draw, at: f"INC{draw.randrange(300) * 1000 + at:06d}",
    "agency": lambda draw, _: f"MO{digits(draw, 7)}",
    "shelter number": lambda _, at: f"C2024{at:04d}",
    "barcode": lambda _, at: f"{1000200030004000 + at}",
    "amount": lambda draw, _: f"{draw.randrange(1, 900)},{draw.randrange(1000):03d}.{draw.randrange(100):02d}",
    "importe": lambda draw, _: f"{draw.randrange(1, 900)}.{draw.randrange(1000):03d},{draw.randrange(100):02d}",
    "two amounts": lambda draw, _: f"{draw.randrange(10, 80)}.500, {draw.randrange(10, 99)}.250",
    "time": lambda draw, _: f"2024-03-{draw.randrange(1, 28):02d}T{draw.randrange(24):02d}:15:08.120-05:00",
    "US time": lambda draw, _: f"{draw.randrange(1, 13)}/{draw.randrange(1, 29)}/2024 11:20:00 AM",
    "day": lambda draw, _: f"{draw.randrange(1, 29):02d}/{draw.randrange(1, 13):02d}/2023",
    "duration": lambda draw, _: f"{draw.randrange(24):02d}:{draw.randrange(60):02d}:{draw.randrange(60):02d}",
    "version": lambda draw, _: f"v{draw.randrange(9)}.{draw.randrange(9)}.{draw.randrange(30)}.{draw.randrange(9)}",
    "section": lambda draw, _: ".".join(str(draw.randrange(1, 10)) for _ in range(4)),
    "word that is a name": lambda draw, _: draw.choice(WORDS_AS_NAMES),
    "district": lambda draw, _: f"District {draw.randrange(1, 13)}, beat {draw.randrange(100, 999)}",
    "range": lambda draw, _: f"{draw.randrange(2010, 2016)}-{draw.randrange(2016, 2025)}",
    "token": lambda draw, _: "".join(draw.choices("0123456789abcdef", k=64)),
    "form": lambda draw, _: "-".join("".join(draw.choices("0123456789abcdef", k=n)) for n in (8, 4, 4, 4, 12)),
    "price": lambda draw, _: f"{draw.randrange(2, 9)} @ {draw.randrange(1, 9)}.50",
    "weight": lambda draw, _: f"{draw.uniform(1, 40_000):.6f}",
    "explotación": lambda draw, _: draw.choice(("Trabajo forzoso", "Explotación sexual", "Mendicidad", "Otro")),
    "offense": lambda draw, _: draw.choice(("TRAFFICKING FOR THE PURPOSES OF SEXUAL EXPLOITATION", "STEALING - $750")),
    "block": lambda draw, _: f"{draw.randrange(1, 90)}00 BLOCK OF MADE-UP ST",
    "helpline asked": lambda draw, _: draw.choice(("called the helpline 3 times", "call on 2024-03-05", "no call")),
}


def corpus(seed: int, size: int = 40) -> list[Made]:
    """Columns of `size` cells: kinds alone, kinds among harmless cells, bare numbers, and harmless look-alikes."""
    draw = Random(seed)  # noqa: S311  # made-up data, the same every time
    columns = []
    for kind, make in MAKERS.items():
        columns.append(Made(f"{kind} alone", tuple(make(draw) for _ in range(size)), dict.fromkeys(range(size), kind)))
        places = sorted(draw.sample(range(size), size // 2))
        mixed = [draw.choice(("", "yes", "ninguno", "2024-01-31", "0")) for _ in range(size)]
        for place in places:
            mixed[place] = make(draw)
        columns.append(Made(f"{kind} among others", tuple(mixed), dict.fromkeys(places, kind)))
    for kind, make in BARE.items():
        columns.append(Made(f"bare {kind}", tuple(make(draw) for _ in range(size)), dict.fromkeys(range(size), kind)))
    for kind, header, count, make in FORMLESS:
        cells = tuple(make(draw) for _ in range(count))
        columns.append(Made(f"{kind} below '{header}'", cells, dict.fromkeys(range(count), kind), header))
    for header in ("Case number", "Expediente", "Incident"):
        columns.append(
            Made(f"bare digits below '{header}'", tuple(bare_ssn(draw) for _ in range(2 * size)), {}, header)
        )
    for name, harmless in HARMLESS.items():
        columns.append(Made(name, tuple(harmless(draw, at) for at in range(size)), {}))
    return columns
