"""Where a row is told, short enough for paper: the sites, each with the address that it leads to."""

from urllib.parse import urlsplit

#: Sites of one row that are named; more are counted.
MOST_SOURCES = 6


def source_links(urls: str) -> list[list[str]]:
    """The site and the address of each source; a text that is no web address is left out, and so is a site's second page."""
    links: dict[str, str] = {}
    for url in urls.split(";"):
        parts = urlsplit(url.strip())
        if parts.scheme in ("http", "https") and parts.hostname:
            links.setdefault(parts.hostname.removeprefix("www."), url.strip())
    rest = [[f"… (+{len(links) - MOST_SOURCES})", ""]] if len(links) > MOST_SOURCES else []
    return [[site, url] for site, url in list(links.items())[:MOST_SOURCES]] + rest
