"""A lesson's record, and what coders found in a take, as PDF on A4, set by WeasyPrint."""

import re
from typing import Any

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from research.domain.coding_paper import CodingPaper, write_coding_paper
from research.domain.record_paper import Paper, Place, Stills, write_paper

STILL = re.compile(r"still:(\d+)-(\d+)")


def write_pdf(paper: Paper, stills: Stills) -> bytes:
    """Return the paper with its stills as PDF, with bookmarks, page numbers and tags."""
    return _set_pages(write_paper(paper, stills), stills)


def write_coding_pdf(paper: CodingPaper) -> bytes:
    """Return what coders found as PDF, likewise."""
    return _set_pages(write_coding_paper(paper), {})


def _set_pages(page: str, stills: Stills) -> bytes:
    document = HTML(string=page, url_fetcher=_StillFetcher(stills))
    return document.write_pdf(pdf_tags=True, optimize_images=False)


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
