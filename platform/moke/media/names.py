"""Names of files that several modules know in a published set."""

POSTER = "poster.jpg"
