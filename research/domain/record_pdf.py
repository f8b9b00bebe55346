"""A lesson's record, and what coders found in a take, as PDF on A4, set by WeasyPrint."""

import re
from typing import Any

from PIL import ImageFile
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from research.domain.coding_paper import CodingPaper, write_coding_paper
from research.domain.record_paper import NO_PICTURES, Paper, Pictures, Place, Stills, write_paper

# WeasyPrint has Pillow take half of a picture for a whole one, wherever this process opens it.
ImageFile.LOAD_TRUNCATED_IMAGES = False
STILL = re.compile(r"still:(\d+)-(\d+)")
PICTURE = re.compile(r"picture:([0-9a-f-]+)")


def write_pdf(paper: Paper, stills: Stills, pictures: Pictures = NO_PICTURES) -> bytes:
    """Return the paper with its pictures as PDF, with bookmarks, page numbers and tags."""
    return _set_pages(write_paper(paper, stills, pictures), _PictureFetcher(stills, pictures))


def write_coding_pdf(paper: CodingPaper) -> bytes:
    """Return what coders found as PDF, likewise."""
    return _set_pages(write_coding_paper(paper), _PictureFetcher({}, {}))


def _set_pages(page: str, fetcher: URLFetcher) -> bytes:
    document = HTML(string=page, url_fetcher=fetcher)
    return document.write_pdf(pdf_tags=True, optimize_images=False)


class _PictureFetcher(URLFetcher):
    """Knows stills and pictures. Nothing that people wrote may make the server fetch more."""

    def __init__(self, stills: Stills, pictures: Pictures) -> None:
        super().__init__(allowed_protocols=())
        self.stills, self.pictures = stills, pictures

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        return URLFetcherResponse(url, self._find(url), {"Content-Type": "image/jpeg"})

    def _find(self, url: str) -> bytes:
        if still := STILL.fullmatch(url):
            return self.stills[Place(*map(int, still.groups()))]
        if picture := PICTURE.fullmatch(url):
            return self.pictures[picture[1]]
        raise FatalURLFetchingError(f"A record asks for {url}.")
