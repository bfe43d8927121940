"""What stand-alone HTML pages have in common: their sources, their template, and the policy that seals them."""

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template


@lru_cache
def source(name: str) -> str:
    """The text of a file that lies beside this module."""
    return resources.files("wallonia_map.export").joinpath(name).read_text(encoding="utf-8")


@lru_cache
def template(name: str) -> Template:
    """A template that escapes every text and stops at a name that is missing."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=FunctionLoader(source)
    )
    return environment.get_template(name)


def policy(styles: Sequence[str], script: str, *fonts: str) -> str:
    """Nothing may be fetched, and only our own styles and script may run: a text that became markup would still do nothing.

    `fonts` are the kinds of address that typefaces may come from; without any there are none.
    """
    sealed = " ".join(map(_seal, styles))
    typefaces = f"font-src {' '.join(fonts)}; " if fonts else ""
    return (
        f"default-src 'none'; style-src {sealed}; script-src {_seal(script)}; {typefaces}img-src data:; base-uri 'none'; form-action 'none'"
    )


def _seal(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
