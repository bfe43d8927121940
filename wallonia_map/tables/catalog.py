"""The descriptor of `geodata/`: what each file holds, where it comes from, and its hash."""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from wallonia_map.app_folder import APP_FOLDER
from wallonia_map.errors import DataContractError, MissingDataError
from wallonia_map.tables.contracts import Schema, schema_from

GEODATA = APP_FOLDER / "geodata"
DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class Resource:
    """One file of the data package, as its descriptor tells it."""

    told: dict[str, Any]
    folder: Path

    @property
    def name(self) -> str:
        """The resource's name."""
        return str(self.told["name"])

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.folder / str(self.told["path"])

    @property
    def is_table(self) -> bool:
        """Whether it is a CSV table (the others are shapes)."""
        return bool(self.told["format"] == "csv")

    @cached_property
    def schema(self) -> Schema:
        """The table's columns and key; what each must satisfy stands in the descriptor's `atlas:fields`."""
        return schema_from(self.told["atlas:fields"], self.told["schema"].get("primaryKey", []))

    def read(self) -> bytes:
        """The file's bytes, or `MissingDataError`."""
        if not self.path.is_file():
            raise MissingDataError(self.path)
        return self.path.read_bytes()

    def has_hash_of(self, content: bytes) -> bool:
        """Whether `content` is what the descriptor was written for."""
        return sha256(content) == str(self.told["hash"])


@dataclass(frozen=True)
class Catalog:
    """Every resource of a data package, by name."""

    told: dict[str, Any]
    resources: dict[str, Resource]

    @property
    def version(self) -> str:
        """Calendar version of the data."""
        return str(self.told["version"])

    @property
    def contact(self) -> str:
        """The e-mail address for questions about the data; empty where the descriptor names none, or none that is one."""
        told = [str(one.get("email", "")) for one in self.told.get("contributors", []) if one.get("role") == "contact"]
        return next((address for address in told if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", address)), "")

    @cached_property
    def fingerprint(self) -> str:
        """One hash for the whole: changes when any file does."""
        return sha256("".join(resource.told["hash"] for resource in self.resources.values()).encode()).removeprefix("sha256:")


def sha256(content: bytes) -> str:
    """The hash as Frictionless writes it."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def _keys(resource: Resource) -> tuple[str, ...]:
    shared = ("path", "hash", "bytes", "format", "sources", "atlas:keeper", "atlas:vintage")
    return (*shared, "rows", "schema", "atlas:fields") if resource.told.get("format") == "csv" else (*shared, "features", "atlas:table")


def read_catalog(folder: Path = GEODATA) -> Catalog:
    """Read the descriptor of `folder`.

    Raises
    ------
    MissingDataError
        If the descriptor is not there.
    DataContractError
        If it is not the JSON that it should be.
    """
    path = folder / DESCRIPTOR
    if not path.is_file():
        raise MissingDataError(path)
    return catalog_from(path.read_bytes(), folder)


def catalog_from(content: bytes, folder: Path) -> Catalog:
    """The catalogue that a descriptor's bytes tell, of files in `folder`.

    Raises
    ------
    DataContractError
        If they are not the JSON that they should be.
    """
    try:
        told = json.loads(content.decode("utf-8"))
        resources = {str(given["name"]): Resource(given, folder) for given in told["resources"]}
        lacking = [f"{name}.{key}" for name, resource in resources.items() for key in _keys(resource) if key not in resource.told]
        if lacking or "version" not in told:
            raise KeyError(*lacking)
    except (ValueError, KeyError, TypeError) as error:
        rule = "is not a readable data package descriptor: run 'python -m wallonia_map rebuild'"
        raise DataContractError(folder / DESCRIPTOR, 0, "", "", rule) from error
    return Catalog(told, resources)
