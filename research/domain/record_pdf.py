"""A lesson's record as PDF on A4, set by WeasyPrint."""

import re
from typing import Any

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from research.domain.record_paper import Paper, Place, Stills, write_paper

STILL = re.compile(r"still:(\d+)-(\d+)")


def write_pdf(paper: Paper, stills: Stills) -> bytes:
    """Return the paper with its stills as PDF, with bookmarks, page numbers and tags."""
    page = HTML(string=write_paper(paper, stills), url_fetcher=_StillFetcher(stills))
    return page.write_pdf(pdf_tags=True, optimize_images=False)


class _StillFetcher(URLFetcher):
    """Knows the stills. Nothing that people wrote may make the server fetch anything else."""

    def __init__(self, stills: Stills) -> None:
        super().__init__(allowed_protocols=())
        self.stills = stills

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        wanted = STILL.fullmatch(url)
        if wanted is None:
            raise FatalURLFetchingError(f"A record asks for {url}.")
        still = self.stills[Place(*map(int, wanted.groups()))]
        return URLFetcherResponse(url, still, {"Content-Type": "image/jpeg"})
