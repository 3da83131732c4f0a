"""Rows of the NIBRS tables, each in the folder of its year."""

from dataclasses import dataclass

import numpy as np

from pipelines.simulate.draw import Around, Texts, day_texts, rows_of, texts, year_name, year_of
from pipelines.simulate.files import ONE_FILE, Desk
from pipelines.simulate.people import FIRST_DAY, Bools, Ints
from pipelines.simulate.sheriff_tables import FILES

SOCIETY, PERSON = "8", "4"


@dataclass(frozen=True)
class Incidents:
    """Incidents with a running id; `code` is 59 or 60 where they concern trafficking."""

    id: Ints
    day: Ints
    area: Ints
    code: Ints
    place: Ints

    def __len__(self) -> int:
        return len(self.id)

    def some(self, at: Ints) -> "Incidents":
        """The incidents at these positions."""
        return Incidents(self.id[at], self.day[at], self.area[at], self.code[at], self.place[at])


class Tables:
    """Writes rows, and gives out the ids of what it writes."""

    def __init__(self, desk: Desk, around: Around, rng: np.random.Generator) -> None:
        self.desk = desk
        self.around = around
        self.rng = rng

    def rows(self, table: str, year: Ints, *columns: Ints | Texts | str) -> None:
        """Columns as rows of a table, after DATA_YEAR; a relationship's own number is the victim's after a 3."""
        if not len(year):
            return
        cells = [column if isinstance(column, str) else column.astype(str).astype(object) for column in columns]
        if table == "NIBRS_VICTIM_OFFENDER_REL":
            cells.append(texts(["3" + str(text) for text in cells[0]], np.arange(len(year))))
        rows = rows_of((year + FIRST_DAY.year).astype(str).astype(object), *cells)
        folders = self._folder(year)
        for place in np.unique(folders).tolist():
            chosen = np.flatnonzero(folders == place).tolist()
            self.desk.add(f"nibrs_{year_name(place)}/{table}.csv", FILES[table], [rows[at] for at in chosen])

    def incidents(self, found: Incidents, bad_date: Bools) -> None:
        """NIBRS_incident, and the agencies of every year that has incidents."""
        day = texts(day_texts("%d-%b-%y"), found.day)
        day[bad_date] = "31-FEB-23"
        cleared = np.where(self.rng.random(len(found)) < 0.12, "2", "6").astype(object)
        year = year_of(found.day)
        month = 7_000_000 + found.day // 30
        head = (8000 + found.area, found.id, month, "N", "13-MAR-25", day, "", "12", cleared)
        self.rows("NIBRS_incident", year, *head, "", "0", "C", "F", found.id)
        for at in np.unique(self._folder(year)).tolist():
            if self.desk.numbers(f"agencies {at}", 1)[0] == 1:
                self._agencies(at)

    def _agencies(self, at: int) -> None:
        """One agency an area, under the name that the sheriff's staff use for it."""
        year = FIRST_DAY.year + max(at, 0)
        areas = np.arange(len(self.around.names))
        number = (8000 + areas).astype(str).astype(object)
        ori = texts([f"LM{at:07d}" for at in areas.tolist()], areas)
        name = texts(self.around.variants, areas)
        people = texts([str(count) for count in self.around.populations], areas)
        head = (number + str(year), number, str(year), ori, name, name, name)
        rows = rows_of(*head, "A", "Lindenmoor", "County", people, "LINDENMOOR")
        self.desk.add(f"nibrs_{year_name(at)}/agencies.csv", FILES["agencies"], rows)

    def _folder(self, year: Ints) -> Ints:
        return np.full_like(year, ONE_FILE) if self.desk.is_one_file else year

    def offences(self, found: Incidents, code: Ints) -> Ints:
        """NIBRS_OFFENSE; the ids of the new rows."""
        number = 140_000_000 + self.desk.numbers("offence", len(found))
        self.rows("NIBRS_OFFENSE", year_of(found.day), number, found.id, code, "C", found.place, "", "")
        return number

    def people(self, table: str, found: Incidents, age: Texts, sex: Texts, token: Texts | None) -> Ints:
        """NIBRS_VICTIM or NIBRS_OFFENDER; the ids of the new rows."""
        number = 120_000_000 + self.desk.numbers("person", len(found))
        age_id = np.where(age == "", "4", "5").astype(object)
        tail = (age_id, age, sex, "0", "3")
        if token is None:
            self.rows(table, year_of(found.day), number, found.id, "1", *tail, age, "0")
        else:
            self.rows(table, year_of(found.day), number, found.id, "1", PERSON, "", "", "", *tail, "", age, "0", token)
        return number

    def victims(self, found: Incidents) -> Ints:
        """Rows for society at large, which has neither age nor sex."""
        number = 120_000_000 + self.desk.numbers("person", len(found))
        self.rows("NIBRS_VICTIM", year_of(found.day), number, found.id, "1", SOCIETY, *([""] * 12))
        return number
