"""A small catalogue after DCAT-AP, for the portals that collect the data of others."""

from pathlib import Path
from typing import Any

from pipelines.show.dataset import MEDIA, doi_of, files_of, title_of, without_gaps
from pipelines.show.json_text import write_json
from pipelines.show.offered import Offered

ALLOWED = "metadata"
ORDER = 60
FILE = "catalog.jsonld"
# Written out here, so that no program has to ask for it elsewhere.
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}


def write(offer: Offered, folder: Path) -> None:
    """One catalogue with one data set, whose distributions are its files."""
    release, t = offer.release, offer.texts
    community, contact = release.community, release.community["contact"]
    publisher = {"@type": "foaf:Agent", "foaf:name": contact["name"], "foaf:mbox": {"@id": _mail(contact["email"])}}
    said = [(own.release, own.texts) for own in (offer, *offer.others)]
    titles = [_said(title_of(told, own), own.language) for told, own in said]
    descriptions = [
        _said(own("downloads.description", place=told.community["name"]), own.language) for told, own in said
    ]
    licence = {"@id": community["licence"]["url"]}
    data = {
        "@type": "dcat:Dataset",
        "@id": "#dataset",
        "dct:title": titles,
        "dct:description": descriptions,
        "dct:publisher": publisher,
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": contact["name"],
            "vcard:hasEmail": publisher["foaf:mbox"],
        },
        "dct:license": licence,
        "dct:identifier": doi_of(release),
        "dct:issued": release.release.get("released_on"),
        "dcat:version": release.release.get("id"),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": community["period"]["from"],
            "dcat:endDate": community["period"]["to"],
        },
        "dct:spatial": {"@type": "dct:Location", "dct:title": community["name"]},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "@id": path,
                "dct:title": _said(title, t.language),
                "dcat:accessURL": {"@id": path},
                "dcat:downloadURL": {"@id": path},
                "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{MEDIA[kind]}"},
                "dct:license": licence,
            }
            for path, kind, title in files_of(release)
        ],
    }
    catalogue = {
        "@context": CONTEXT,
        "@type": "dcat:Catalog",
        "@id": "#catalog",
        "dct:title": titles,
        "dct:description": descriptions,
        "dct:publisher": publisher,
        "dcat:dataset": [without_gaps(data)],
    }
    write_json(folder / FILE, catalogue)


def _said(text: str, language: str) -> dict[str, Any]:
    return {"@value": text, "@language": language}


def _mail(address: str) -> str:
    return f"mailto:{address}"
