"""Put what lies at the top of a checkout into the wheel, so that an installed atlas needs no checkout."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Where wallonia_map/app_folder.py looks for it.
TARGET = "wallonia_map/_shipped"
SHIPPED = ("app.py", "pages", "geodata", ".streamlit/config.toml")


class ShipTheApp(BuildHookInterface):  # type: ignore[type-arg]
    """An editable installation reads the checkout itself, and is given no copy."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to a wheel."""
        if version == "standard":
            build_data["force_include"].update({name: f"{TARGET}/{name}" for name in SHIPPED})
