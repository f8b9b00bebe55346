"""What lists of lessons do without: thirty fields of a Wagtail page, and people's secrets."""

UNUSED_IN_LISTS = (
    *("draft_title", "slug", "url_path", "path", "depth", "numchild", "content_type"),
    *("seo_title", "search_description", "show_in_menus", "translation_key", "locale"),
    *("owner", "alias_of", "live_revision", "latest_revision", "first_published_at"),
    *("go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by"),
    *(f"author__{name}" for name in ("password", "email", "last_login", "date_joined")),
)
"""Fields that no card shows. Reading them for 24 cards costs a third of fetching the lessons."""
