import pytest

from lessons.domain.arrival import shown_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\课件\\第一课.pdf", "第一课.pdf"),
        ("-rf.pdf", "-rf.pdf"),
        ("...pdf", "pdf.pdf"),
        ("🎈树\u202e和\r\n喜鹊.PDF", "🎈树和喜鹊.pdf"),
        ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
    ],
)
def test_shown_name_is_short_visible_and_without_a_path(name, shown):
    assert shown_name(name, ending="pdf") == shown
