import csv
import io

import pytest

from moke.ui.spreadsheet import csv_response, read_cell


def test_rows_become_a_file_in_which_no_cell_is_a_formula():
    rows = [["姓名", "意见"], ["林晓燕", "=1+1"], ["-2", '说"好"，\n换行']]
    response = csv_response(name="意见.csv", rows=rows)
    text = response.content.decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [["姓名", "意见"], ["林晓燕", "'=1+1"], ["'-2", '说"好"，\n换行']]
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert "filename*=utf-8''%E6%84%8F%E8%A7%81.csv" in response.headers["Content-Disposition"]


@pytest.mark.parametrize("cell", ["@张三 请看", "- 为什么？", "=1", "'=1", "''-", "'tis", "好", ""])
def test_cells_are_read_as_they_were_written(cell):
    text = csv_response(name="a.csv", rows=[[cell]]).content.decode("utf-8-sig")
    (row,) = csv.reader(io.StringIO(text, newline=""))
    assert read_cell("".join(row)) == cell
