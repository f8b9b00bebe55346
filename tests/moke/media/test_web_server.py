"""What nginx is told. That it does as it is told is in tests/moke/media/views/test_file.py."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from moke.media.grants import secret


def site(host="moke.example.org", **options):
    said = StringIO()
    chosen = {"certificate": Path("/etc/ssl/moke.pem"), "key": Path("/etc/ssl/moke.key")}
    call_command("nginx_site", host, stdout=said, **chosen | options)
    return said.getvalue()


def test_site_of_nginx_has_nothing_left_to_fill_in():
    told = site()
    assert "@" not in told
    assert "listen 443 ssl" in told
    assert secret() in told


def test_site_of_nginx_leaves_a_bucket_to_moke(in_bucket):
    told = site()
    assert ("secure_link" in told, "proxy_pass http://moke;" in told) == (False, True)


@pytest.mark.parametrize(
    "options",
    [
        {"host": "moke.example.org; return 200"},
        {"host": ""},
        {"upstream": "$host"},
        {"key": Path("key.pem")},
        {"certificate": Path('/etc/"; include /etc/passwd')},
    ],
)
def test_site_of_nginx_refuses_what_nginx_would_misread(options):
    with pytest.raises(CommandError):
        site(**options)
