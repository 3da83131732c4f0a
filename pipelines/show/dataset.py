"""What the release says of itself as one data set: a title, a description, a licence, a citation, its files."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dashboards.texts import BASE, Texts
from pipelines.show.about_figure import is_behind
from pipelines.show.release import PublishedTable, Release

RELEASED = "released"
# Kinds of files by their endings.
MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "json": "application/json",
}
# The whole release in one file each.
WHOLE = ("xlsx", "zip")
# What names a line of the files that explain the tables, of which there is one in each language.
EXPLAINED: Mapping[str, tuple[str, ...]] = {"dictionary.csv": ("table", "name"), "words.csv": ("dimension", "value")}
FILES = {"xlsx": "tipstats.xlsx", "zip": "all.zip"}


def workbooks(release: Release) -> dict[str, str]:
    """The workbook of each language, by its name."""
    first, *others = release.community.get("languages") or [BASE]
    return {first: FILES["xlsx"], **{language: f"tipstats-{language}.xlsx" for language in others}}


def explained(name: str, languages: Sequence[str]) -> dict[str, str]:
    """A file that explains the tables in each language; that of the first one has the plain name."""
    stem, _, kind = name.partition(".")
    return {language: f"{stem}-{language}.{kind}" if at else name for at, language in enumerate(languages)}


def explained_in(name: str, release: Release, language: str) -> str:
    """The file in one language, as far as there is one in each."""
    languages = release.community.get("languages") or [BASE]
    return explained(name, languages).get(language, name) if name in EXPLAINED and release.copies(name) else name


def title_of(release: Release, texts: Texts) -> str:
    """The title under which the data are cited."""
    return texts("downloads.title", place=release.community["name"])


def citation_of(release: Release, texts: Texts) -> str:
    """How to cite this release, in one sentence."""
    community, title = release.community, title_of(release, texts)
    said = {"holder": community["contact"]["name"], "title": title, "period": period_of(release)}
    if release.status == RELEASED:
        on = texts.date(str(release.release.get("released_on") or ""))
        return texts("downloads.cite_release", id=release.release.get("id", ""), date=on, **said)
    return texts("downloads.cite_draft", **said)


def period_of(release: Release) -> str:
    """The first and the last time that the numbers speak of."""
    period = release.community["period"]
    return str(period["from"]) if period["from"] == period["to"] else f"{period['from']}–{period['to']}"  # noqa: RUF001  as periods are written


def sources_of(release: Release, table: PublishedTable) -> list[dict[str, Any]]:
    """Who holds the records that a table counts."""
    return [
        {key: source[key] for key in ("holder", "kind", "caveats") if source.get(key)}
        for source in release.sources
        if is_behind(source, table)
    ]


def doi_of(release: Release) -> str | None:
    """The DOI as an address."""
    doi = release.community.get("doi")
    return f"https://doi.org/{doi}" if doi else None


def files_of(release: Release) -> list[tuple[str, str, str]]:
    """Path, ending and title of every file with numbers, whole copies first."""
    names = {"xlsx": list(workbooks(release).values()), "zip": [FILES["zip"]]}
    found = [(name, kind, name) for kind in WHOLE if release.copies(kind) for name in names[kind]]
    kinds = [kind for kind in ("csv", "parquet") if release.allows("downloads", kind)]
    return [
        *found,
        *(
            (f"{table.name}.{kind}", kind, table.title)
            for table in release.tables.values()
            if not table.rows.empty
            for kind in kinds
        ),
    ]


def schema_org(release: Release, texts: Texts, to_data: str) -> dict[str, Any]:
    """The data set in the words of schema.org, for search engines; `to_data` leads from the page to the files."""
    community, contact = release.community, release.community["contact"]
    publisher = {"@type": "Organization", "name": contact["name"], "email": contact["email"]}
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": title_of(release, texts),
        "description": texts("downloads.description", place=community["name"]),
        "inLanguage": texts.language,
        "creator": publisher,
        "publisher": publisher,
        "license": community["licence"]["url"],
        "creditText": citation_of(release, texts),
        "identifier": doi_of(release),
        "version": release.release.get("id") or release.status,
        "datePublished": release.release.get("released_on"),
        "creativeWorkStatus": release.status,
        "temporalCoverage": f"{community['period']['from']}/{community['period']['to']}",
        "spatialCoverage": {"@type": "Place", "name": community["name"]},
        "isAccessibleForFree": True,
        "variableMeasured": [table.title for table in release.tables.values() if not table.rows.empty],
        "distribution": [_download(path, kind, title, to_data) for path, kind, title in files_of(release)],
    }
    return without_gaps(told)


def _download(path: str, kind: str, title: str, to_data: str) -> dict[str, str]:
    return {"@type": "DataDownload", "name": title, "encodingFormat": MEDIA[kind], "contentUrl": f"{to_data}{path}"}


def without_gaps(told: Mapping[str, Any]) -> dict[str, Any]:
    """The same without what is not known."""
    return {key: value for key, value in told.items() if value not in (None, "", [], {})}


def caveats(release: Release, texts: Texts) -> Sequence[str]:
    """What must be read with every number."""
    made_up = [f"{texts('site.made_up')} {texts('site.made_up_more')}"] if release.community.get("is_made_up") else []
    draft = [f"{texts('site.draft')} {texts('site.draft_more')}"] if release.status != RELEASED else []
    return [*made_up, *draft, texts("standing.text")]


def protection(release: Release, texts: Texts) -> list[str]:
    """How the numbers were made safe, rule by rule, in the words of the page on methods."""
    rounded = [texts("standing.rounded", step=texts.number(release.steps[0]))] if release.steps else []
    rules = [f"{texts(f'methods.release.{name}')}: {value}." for name, value in _rules(release, texts)]
    return [*rounded, texts("downloads.how" if release.steps else "downloads.how_exact"), *rules]


def _rules(release: Release, texts: Texts) -> Iterator[tuple[str, str]]:
    policy = release.policy
    yield "profile", texts(f"methods.release.profile_{release.profile}")
    if "smallest_shown" in policy:
        yield "smallest", texts.number(policy["smallest_shown"])
    if release.steps:
        yield "steps", texts.series(map(texts.number, release.steps))
    if "least_values" in policy:
        yield "least", texts.number(policy["least_values"])
    if "providers" in policy:
        yield "providers", texts("methods.release.yes" if policy["providers"] else "methods.release.no")
