"""Encoding a recording's file into a set that can be published. The one place to run ffmpeg."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from moke.media.chunks import can_be_cut, find_boundaries, find_chunks, seen_at_s
from moke.media.crew import Progress, Share, Told, run_command, work_off
from moke.media.enums import Problem
from moke.media.fmp4 import AV1, Fragmented, read_fragments
from moke.media.graph import AUDIO_NAME, copy_command, join_command
from moke.media.ladder import Rung
from moke.media.parts import Parts, limits_of
from moke.media.plan import Chunk, EncodePlan, plan_encodes, without_copy
from moke.media.playlist import Variant, master_playlist, media_playlist
from moke.media.probe import probe
from moke.media.problems import EncodeError
from moke.media.stills import make_poster, make_sprites
from moke.media.waveform import make_waveform
from moke.media.write_back import written_back

CUT_OFF_S = 1.0
CUT_OFF_SHARE = 0.02
MIN_DURATION_S = 0.9


@dataclass(frozen=True)
class MadeRendition:
    """One file of a finished set, as its Rendition will say."""

    name: str
    width_px: int
    height_px: int
    bits_per_s: int
    codecs: str
    size_bytes: int
    duration_s: float

    @property
    def is_in_av1(self) -> bool:
        """Whether only some players know its codec."""
        return self.codecs.startswith(AV1)


@dataclass(frozen=True)
class Encoded:
    """A finished set in its folder. Sizes are those of the largest rung, 0 for sound alone."""

    duration_s: float
    width_px: int
    height_px: int
    warning: str
    renditions: tuple[MadeRendition, ...]
    has_sound: bool
    is_whole: bool
    """False for the first rung alone, which has no seek preview and no waveform yet."""

    @property
    def has_waveform(self) -> bool:
        return self.has_sound and self.is_whole


@dataclass(frozen=True)
class FirstRung:
    """The file's own picture and sound, wrapped to be played at once."""

    encoded: Encoded
    boundaries_s: tuple[float, ...]
    """Where its segments begin; all other rungs follow."""


def encode(
    source: Path,
    folder: Path,
    on_progress: Progress = lambda fraction: None,
    *,
    plan: EncodePlan | None = None,
    at_once: int | None = None,
) -> Encoded:
    """Make the whole set of a file in an empty folder, without any database.

    `on_progress` gets the share that is done, 0–1. Raises ProbeError or EncodeError.
    """
    plan = plan or plan_encodes(probe(source))
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="parts-") as work:
        parts = Path(work) / "parts"
        parts.mkdir()
        boundaries_s = copied_boundaries_s(plan, source, Path(work) / "first")
        plan = plan if boundaries_s else without_copy(plan)
        return transcode(
            plan,
            source,
            folder,
            parts,
            on_progress,
            chunks=find_chunks(plan, source, boundaries_s),
            boundaries_s=boundaries_s,
            at_once=at_once,
        )


def wrap_first(
    plan: EncodePlan, source: Path, folder: Path, told: Told = lambda output: None
) -> FirstRung | None:
    """Make a set of the file's own picture, without encoding anything.

    `told` hears from ffmpeg several times a second, and may raise to end it.

    None where the plan copies nothing, or keyframes lie too far apart or stand for no beginning.
    """
    copied = _copy_top(plan, source, folder, told)
    if copied is None:
        return None
    rung, indexed, boundaries_s = copied
    return FirstRung(make_lone_rung(plan, rung, indexed, folder), boundaries_s)


def copied_boundaries_s(
    plan: EncodePlan, source: Path, folder: Path, told: Told = lambda output: None
) -> Sequence[float]:
    """Where segments begin that follow a copied picture; none where it cannot be copied.

    `folder` is not there yet, and is gone again afterwards.
    """
    folder.mkdir()
    try:
        copied = _copy_top(plan, source, folder, told)
    except EncodeError:
        return ()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    boundaries_s = copied[-1] if copied else ()
    return boundaries_s if can_be_cut(plan, source, boundaries_s) else ()


def _copy_top(
    plan: EncodePlan, source: Path, folder: Path, told: Told
) -> tuple[Rung, Fragmented, tuple[float, ...]] | None:
    if not (plan.picture and plan.picture.copied):
        return None
    rung = plan.picture.rungs[0]
    target = folder / f"{rung.name}.mp4"
    copying = written_back(target, told)
    run_command(copy_command(plan, source, target), limits_of(plan), copying)
    indexed = read_rung(target, plan)
    seams_s = find_boundaries(indexed.starts_s) if indexed.is_closed else None
    if seams_s is None:
        target.unlink()
        return None
    return rung, indexed.gathered(seams_s), tuple(seen_at_s(plan.picture, seams_s))


def make_lone_rung(plan: EncodePlan, rung: Rung, indexed: Fragmented, folder: Path) -> Encoded:
    """Make all that is besides one rung whose file lies in the folder, as the first set."""
    variant = Variant(rung.name, rung.width, rung.height, indexed)
    _write_playlists([variant], folder)
    make_poster([variant], folder)
    return _encoded(plan, [variant], is_whole=False)


def transcode(
    plan: EncodePlan,
    source: Path,
    folder: Path,
    parts_folder: Path,
    on_progress: Progress,
    *,
    chunks: Sequence[Chunk],
    boundaries_s: Sequence[float] = (),
    at_once: int | None = None,
    share: Share | None = None,
) -> Encoded:
    """Carry a plan out: renditions, playlists, poster, seek preview, waveform, all in `folder`.

    What is finished in `parts_folder` is not made again; it lies on the disk of `folder`.
    `boundaries_s` are those of the first rung, where the plan copies one.
    """
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="unfinished-") as unfinished:
        parts = Parts(plan, tuple(chunks), source, parts_folder, Path(unfinished))
        work_off(parts.missing(), on_progress, at_once=at_once, share=share)
        _join(plan, parts, folder, lambda output: on_progress(1.0))
    variants = _index(plan, folder, boundaries_s)
    _write_playlists(variants, folder)
    if plan.picture:
        plain = [variant for variant in variants if not variant.is_in_av1]
        make_poster(plain, folder)
        make_sprites(plain[-1], folder)
    if plan.sound and parts.sound:
        make_waveform(
            parts.sound,
            rate_hz=plan.sound.rate_hz,
            duration_s=variants[0].indexed.duration_s,
            folder=folder,
        )
    return _encoded(plan, variants, is_whole=True)


def _join(plan: EncodePlan, parts: Parts, folder: Path, told: Told) -> None:
    if plan.picture is None:
        if parts.sound:
            shutil.copyfile(parts.sound, folder / parts.sound.name)
        return
    commands = [
        join_command(parts.write_list(rung), parts.sound, folder / f"{rung.name}.mp4")
        for rung in plan.picture.encoded
    ]
    if plan.picture.copied:
        target = folder / f"{plan.picture.rungs[0].name}.mp4"
        commands.append(copy_command(plan, parts.source, target, sound_from=parts.sound))
    for command in commands:
        run_command(command, limits_of(plan), told)


def _index(plan: EncodePlan, folder: Path, boundaries_s: Sequence[float]) -> list[Variant]:
    if not plan.picture:
        return [Variant(AUDIO_NAME, 0, 0, read_rung(folder / f"{AUDIO_NAME}.mp4", plan))]
    variants = []
    for n, rung in enumerate(plan.picture.rungs):
        indexed = read_rung(folder / f"{rung.name}.mp4", plan)
        # What is kept of a copied picture has more keyframes than segments, too.
        if boundaries_s and plan.is_edited:
            indexed = indexed.gathered(boundaries_s)
        elif boundaries_s and n == 0 and plan.picture.copied:
            indexed = indexed.gathered(find_boundaries(indexed.starts_s) or ())
        variants.append(Variant(rung.name, rung.width, rung.height, indexed))
    for rung in plan.picture.twins:
        indexed = read_rung(folder / f"{rung.name}.mp4", plan)
        variants.append(Variant(rung.name, rung.width, rung.height, indexed))
    return variants


def _write_playlists(variants: list[Variant], folder: Path) -> None:
    for variant in variants:
        text = media_playlist(variant.name, variant.indexed)
        (folder / f"{variant.name}.m3u8").write_text(text)
    # Players that choose for themselves begin with what stands first: the smallest in H.264.
    in_order = sorted(variants, key=lambda made: (made.is_in_av1, min(made.width, made.height)))
    (folder / "master.m3u8").write_text(master_playlist(in_order))


def read_rung(path: Path, plan: EncodePlan) -> Fragmented:
    """Index a file that was made. Raises EncodeError where next to nothing is in it."""
    try:
        indexed = read_fragments(path)
    except ValueError as error:
        raise EncodeError(_cut_off_or_damaged(plan), str(error)) from error
    if indexed.duration_s < MIN_DURATION_S:
        raise EncodeError(_cut_off_or_damaged(plan), f"{indexed.duration_s:.2f} s decoded")
    return indexed


def _cut_off_or_damaged(plan: EncodePlan) -> Problem:
    return Problem.CUT_OFF if plan.duration_is_exact else Problem.UNREADABLE


def _encoded(plan: EncodePlan, variants: list[Variant], *, is_whole: bool) -> Encoded:
    duration_s = round(variants[0].indexed.duration_s, 3)
    missing_s = plan.duration_s - duration_s
    is_cut_off = missing_s > max(CUT_OFF_S, plan.duration_s * CUT_OFF_SHARE)
    return Encoded(
        duration_s=duration_s,
        width_px=variants[0].width,
        height_px=variants[0].height,
        warning=Problem.CUT_OFF.value if plan.duration_is_exact and is_cut_off else "",
        renditions=tuple(_made(variant) for variant in variants),
        has_sound=plan.sound is not None,
        is_whole=is_whole,
    )


def _made(variant: Variant) -> MadeRendition:
    return MadeRendition(
        name=variant.name,
        width_px=variant.width,
        height_px=variant.height,
        bits_per_s=variant.indexed.peak_bits_per_s,
        codecs=variant.indexed.codecs,
        size_bytes=variant.indexed.size_bytes,
        duration_s=variant.indexed.duration_s,
    )
