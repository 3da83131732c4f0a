"""What the made-up published folder says of itself: labels, community, areas, sources, outlines."""

from typing import Any

MISSING = {"unknown": "Not known", "refused": "Not answered", "not_collected": "Not asked"}
WHOLES = {"total": "Total", "any_answer": "With an answer"}
LABELS: dict[str, dict[str, str]] = {
    "gender": {**WHOLES, "female": "Female", "male": "Male", "transgender": "Transgender", **MISSING},
    "age_group": {**WHOLES, "child": "Children (under 18)", "adult": "Adults (18 and over)", **MISSING},
    "exploitation": {
        **WHOLES,
        "sexual_exploitation": "Sexual exploitation",
        "forced_labour": "Forced labour",
        "domestic_servitude": "Domestic servitude",
        "servitude": "Slavery and similar practices",
        "organ_removal": "Removal of organs",
        "other": "Another form",
        **MISSING,
    },
    "citizenship_group": {
        **WHOLES,
        "national": "Citizens of this country",
        "africa": "Africa",
        "asia": "Asia",
        **MISSING,
    },
    "area": {
        "total": "All areas",
        "X": "Example County",
        **{
            f"X{number}": f"{name} District"
            for number, name in enumerate(("North", "East", "South", "West", "Lake"), 1)
        },
        "unknown": "Area not known",
    },
    "source_kind": {
        "total": "All sources",
        "police": "Police",
        "ngo": "Organisations that provide services",
        "survey": "Survey",
    },
    "service": {
        "total": "All services",
        "shelter": "Housing and shelter",
        "legal": "Legal advice",
        "medical": "Medical care",
    },
    "outcome": {"total": "Asked for", "received": "Received", "not_received": "Not received"},
    "question": {"q1": "Do you know whom to call if somebody is exploited?", "q2": "Is this a problem where you live?"},
    "answer": {"any_answer": "With an answer", "yes": "Yes", "no": "No", "refused": "Not answered"},
    "clearance": {**WHOLES, "open": "Not cleared", "cleared_by_arrest": "Cleared by arrest", **MISSING},
    "place_type": {
        **WHOLES,
        "hotel_motel": "Hotel or motel",
        "residence": "Private home",
        "online": "Online",
        **MISSING,
    },
    "sex": {**WHOLES, "female": "Female", "male": "Male", **MISSING},
    "bound": {"linked": "Each person once, where records can be linked", "summed": "All organisations added up"},
    "measure": {"people_served": "People served"},
    "source": {},
    "period": {"total": "2022 to 2024"},
}


RULES: dict[str, Any] = {
    "profile": "public",
    "status": "draft",
    "release": {"id": "draft", "period": "2024", "kind": "draft", "released_on": None, "previous": "2023"},
    "policy": {
        "profile": "public",
        "smallest_shown": 10,
        "steps": [10, 20, 50],
        "least_values": 5,
        "zeros": "banded",
        "providers": True,
        "release": {"lag_days": 90, "approvals": 2, "rebase_months": 12},
    },
    "allowed": {"charts": None, "downloads": None},
    "protection": {
        "threshold": 10,
        "cells": 130,
        "shown": 96,
        "below": 26,
        "withheld": 8,
        "coarsened": 11,
        "hidden": 34,
    },
}


def release() -> dict[str, Any]:
    return {
        "format": 1,
        "version": "0.1.0",
        "community": {
            "name": "Example County",
            "country": "US",
            "is_made_up": True,
            "languages": ["en"],
            "contact": {"name": "Data desk", "email": "data@example.org"},
            "helpline": {
                "text": "If you or somebody you know is in danger, call. It is free, at any hour.",
                "phone": "555-0100",
                "url": "https://help.example.org",
                "checked_on": "2025-01-15",
            },
            "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
            "period": {"from": "2022-01-01", "to": "2024-12-31"},
        },
        "labels": LABELS,
        "order": {name: list(own) for name, own in LABELS.items()},
        "areas": [
            {"code": "X", "name": "Example County", "level": "county", "parent": None, "population": 161_000},
            *(
                {
                    "code": f"X{n}",
                    "name": LABELS["area"][f"X{n}"],
                    "level": "district",
                    "parent": "X",
                    "population": 9_000,
                }
                for n in range(1, 6)
            ),
        ],
        "sources": [
            {"name": "sheriff", "holder": "Example Sheriff", "kind": "police", "records": ["incident"], "caveats": []},
            {
                "name": "hope_house",
                "holder": "Hope House",
                "kind": "ngo",
                "records": ["identification"],
                "caveats": ["Began to report in 2023."],
            },
        ],
        **RULES,
    }


def shapes() -> dict[str, Any]:
    corners = {"X1": (0, 1, 3, 2), "X2": (2, 0, 3, 1), "X3": (0, 0, 1, 1), "X4": (1, 0, 2, 1), "X5": (0, 2, 3, 2.6)}
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[w / 10 - 90, s / 10 + 40], [e / 10 - 90, s / 10 + 40], [e / 10 - 90, n / 10 + 40],
                     [w / 10 - 90, n / 10 + 40], [w / 10 - 90, s / 10 + 40]]
                ],
            },
        }
        for code, (w, s, e, n) in corners.items()
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": features}
