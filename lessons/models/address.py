from django.conf import settings
from django.urls import reverse


class AddressOnTheSite:
    """A page whose address is one of ours: Wagtail's tree is served to nobody."""

    address_name: str

    def get_url_parts(self, request=None):
        parts = super().get_url_parts(request)  # type: ignore[misc]
        key = self.pk  # type: ignore[attr-defined]
        if parts is None or key is None:
            return parts  # it is being previewed, and nobody visits it
        return *parts[:2], reverse(self.address_name, args=[key])

    def get_full_url(self, request=None):
        path = (self.get_url_parts(request) or [None])[-1]
        if path is None:
            return None
        return (
            request.build_absolute_uri(path) if request else settings.WAGTAILADMIN_BASE_URL + path
        )

    full_url = property(get_full_url)
