from django.conf import settings
from django.urls import reverse


class AddressOnTheSite:
    """A page whose address is one of ours: Wagtail's tree is served to nobody."""

    address_name: str

    def get_url_parts(self, request=None):
        site_id, root_url, _path = super().get_url_parts(request)
        return site_id, root_url, reverse(self.address_name, args=[self.pk])

    def get_full_url(self, request=None):
        path = self.get_url_parts(request)[2]
        return (
            request.build_absolute_uri(path) if request else settings.WAGTAILADMIN_BASE_URL + path
        )

    full_url = property(get_full_url)
