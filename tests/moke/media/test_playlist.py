from moke.media.fmp4 import Fragmented, Segment
from moke.media.playlist import (
    Tile,
    Variant,
    chapter_cues,
    master_playlist,
    media_playlist,
    sprite_cues,
)

SEGMENTS = (Segment(4.0, 100, 50_000), Segment(4.2, 50_100, 105_000), Segment(0.04, 155_100, 9_000))
INDEXED = Fragmented(100, SEGMENTS, "avc1.64001e,mp4a.40.2", 164_100)


def test_media_playlist_lists_the_ranges_of_one_file():
    assert media_playlist("360", INDEXED).splitlines() == [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        "#EXT-X-TARGETDURATION:5",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        '#EXT-X-MAP:URI="360.mp4",BYTERANGE="100@0"',
        "#EXTINF:4.000000,",
        "#EXT-X-BYTERANGE:50000@100",
        "360.mp4",
        "#EXTINF:4.200000,",
        "#EXT-X-BYTERANGE:105000@50100",
        "360.mp4",
        "#EXTINF:0.040000,",
        "#EXT-X-BYTERANGE:9000@155100",
        "360.mp4",
        "#EXT-X-ENDLIST",
    ]


def test_master_playlist_says_the_peak_and_leaves_out_the_stump():
    text = master_playlist([Variant("360", 640, 360, INDEXED), Variant("audio", 0, 0, INDEXED)])
    rates = 'BANDWIDTH=200000,AVERAGE-BANDWIDTH=159223,CODECS="avc1.64001e,mp4a.40.2"'
    assert text.splitlines()[3:] == [
        f"#EXT-X-STREAM-INF:{rates},RESOLUTION=640x360",
        "360.m3u8",
        f"#EXT-X-STREAM-INF:{rates}",
        "audio.m3u8",
    ]


def test_sprite_cues_point_to_tiles():
    assert sprite_cues([Tile(0, 4, 0, 0), Tile(3599.9996, 3604, 160, 90)], 160, 90, "a.jpg") == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:00:04.000\na.jpg#xywh=0,0,160,90\n\n"
        "01:00:00.000 --> 01:00:04.000\na.jpg#xywh=160,90,160,90\n"
    )


def test_chapter_cues_keep_titles_on_one_line_and_free_of_signs():
    assert chapter_cues([(0, 75.5, "导入\n谈话"), (75.5, 3600, "a < b & c --> d")]) == (
        "WEBVTT\n\n"
        "00:00:00.000 --> 00:01:15.500\n导入 谈话\n\n"
        "00:01:15.500 --> 01:00:00.000\na &lt; b &amp; c --&gt; d\n"
    )
