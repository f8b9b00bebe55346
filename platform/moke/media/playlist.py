"""What a player reads first: HLS playlists (RFC 8216), seek preview and chapters (WebVTT)."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from moke.media.fmp4 import AV1, Fragmented


@dataclass(frozen=True)
class Variant:
    """A rung as the master playlist lists it."""

    name: str
    width: int
    height: int
    indexed: Fragmented

    @property
    def is_in_av1(self) -> bool:
        """Whether only some players know its codec."""
        return self.indexed.codecs.startswith(AV1)


@dataclass(frozen=True)
class Tile:
    """A small picture in the sprite sheet, and the stretch of time it stands for."""

    start_s: float
    end_s: float
    x: int
    y: int


def media_playlist(name: str, indexed: Fragmented) -> str:
    """Return the playlist of one rung: byte ranges of its single file."""
    file = f"{name}.mp4"
    longest_s = max(segment.duration_s for segment in indexed.segments)
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{ceil(longest_s)}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        f'#EXT-X-MAP:URI="{file}",BYTERANGE="{indexed.head_bytes}@0"',
    ]
    for segment in indexed.segments:
        lines += [
            f"#EXTINF:{segment.duration_s:.6f},",
            f"#EXT-X-BYTERANGE:{segment.size_bytes}@{segment.offset_bytes}",
            file,
        ]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def master_playlist(variants: Iterable[Variant]) -> str:
    """Return the playlist of all rungs; BANDWIDTH is the peak over single segments."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for variant in variants:
        attributes = [
            f"BANDWIDTH={variant.indexed.peak_bits_per_s}",
            f"AVERAGE-BANDWIDTH={variant.indexed.mean_bits_per_s}",
            f'CODECS="{variant.indexed.codecs}"',
        ]
        if variant.height:
            attributes.append(f"RESOLUTION={variant.width}x{variant.height}")
        lines += [f"#EXT-X-STREAM-INF:{','.join(attributes)}", f"{variant.name}.m3u8"]
    return "\n".join([*lines, ""])


def sprite_cues(tiles: Iterable[Tile], width: int, height: int, image: str) -> str:
    """Return WebVTT whose cues point to tiles of the sprite sheet by media fragment."""
    cues = [
        f"{_clock(tile.start_s)} --> {_clock(tile.end_s)}\n"
        f"{image}#xywh={tile.x},{tile.y},{width},{height}\n"
        for tile in tiles
    ]
    return "\n".join(["WEBVTT\n", *cues])


def chapter_cues(chapters: Iterable[tuple[float, float, str]]) -> str:
    """Return WebVTT of chapters: from which second to which, and their titles."""
    cues = [
        f"{_clock(start_s)} --> {_clock(end_s)}\n{_one_line(title)}\n"
        for start_s, end_s, title in chapters
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _one_line(title: str) -> str:
    return html.escape(" ".join(title.split()), quote=False)


def _clock(seconds: float) -> str:
    whole_ms = round(seconds * 1000)
    minutes, ms = divmod(whole_ms, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{ms // 1000:02}.{ms % 1000:03}"
