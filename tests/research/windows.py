"""Two windows that are open on the same form."""

import html
import re


def base_in(page):
    """What the form of a page was filled in from, as it is sent along; of several, the first."""
    return html.unescape(re.search(r'name="before" value="([^"]*)"', page.text)[1])


def shown_in(page):
    """What the button that puts one's own in its place says that it was shown."""
    return html.unescape(re.search(r'name="over" value="([^"]*)"', page.text)[1])
