"""manage.py import_lessons MANIFEST.csv: bring in recordings that exist already."""

import textwrap
from argparse import RawDescriptionHelpFormatter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from lessons.domain.bulk_import import Outcome, find_take, import_entry
from lessons.domain.bulk_manifest import BadManifest, BadRow, each_entry, read_manifest

EXPLANATION = """
MANIFEST is a CSV file with a header, in UTF-8 or GB18030, one recording in a row:

  title       课题      the lesson's title
  subject     学科      code or name: chinese, 语文
  grade       年级      1 to 12 or name: 7, 七年级, 初一
  school      学校代码  code of the school
  author      授课教师  user name of a teacher of that school
  taught_on   授课日期  day it was taught: 2026-09-14, 2026/9/14, 2026年9月14日
  class       班级      the class it was taught to
  file        文件      the recording, by its path from the manifest's folder

and, where they are wanted:

  kind        课例类型  routine, open, award, showcase, micro (常态课, 公开课, 优质课, 展示课, 微课)
  visibility  可见范围  draft, school, district, public (草稿, 本校, 全区, 公开); draft if empty
  change_note 改动说明  what changed since the last take; needed from a lesson's second take on

Rows with the same author, school, title, subject and grade are takes of one lesson. The files
are copied, and encoded by the worker. A row that is there already is passed over: run the
command again after it was interrupted, or after bad rows were put right. It ends with 1 if
rows could not be imported, and lists them.
"""


class Command(BaseCommand):
    help = "Import existing recordings with their lessons."

    def create_parser(self, prog_name, subcommand, **kwargs):
        return super().create_parser(
            prog_name,
            subcommand,
            formatter_class=RawDescriptionHelpFormatter,
            epilog=textwrap.dedent(EXPLANATION),
            **kwargs,
        )

    def add_arguments(self, parser):
        parser.add_argument("manifest", type=Path, help="the CSV file, explained below")
        parser.add_argument(
            "--dry-run", action="store_true", help="check every row, import nothing"
        )

    def handle(self, *, manifest, dry_run, **options):
        console = Console()
        try:
            rows = read_manifest(manifest)
        except BadManifest as reason:
            raise CommandError(str(reason)) from reason
        take_up = check_entry if dry_run else import_entry
        done, bad = work_through(rows, manifest.parent, take_up, console)
        report(done, bad, dry_run, console)
        if bad:
            raise CommandError(f"{len(bad)} of {len(rows)} rows cannot be imported.")


def check_entry(entry):
    """Say what `import_entry` would make of an entry."""
    return Outcome.ALREADY_THERE if find_take(entry) else Outcome.IMPORTED


def work_through(rows, folder, take_up, console):
    """Take up row after row; return the outcomes and, by row number, what was bad."""
    done, bad = [], {}
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("", total=len(rows))
        for number, entry in each_entry(rows, folder):
            try:
                if isinstance(entry, BadRow):
                    raise entry
                progress.update(task, description=entry.path.name)
                done.append(take_up(entry))
            except BadRow as reason:
                bad[number] = str(reason)
            progress.advance(task)
    return done, bad


def report(done, bad, dry_run, console):
    """Print what became of the rows."""
    imported = done.count(Outcome.IMPORTED)
    word = "can be imported" if dry_run else "imported"
    console.print(f"{imported} {word}, {len(done) - imported} there already, {len(bad)} bad")
    if bad:
        table = Table("Row", "Reason", box=None)
        for number, reason in bad.items():
            table.add_row(str(number), reason)
        console.print(table, markup=False)
