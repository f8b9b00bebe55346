"""What the devices of schools record, sent in through the page and looked at in Chromium.

Each film shows four colours in its corners, and in the middle a light that goes on for a moment
every second, with a beep: first frame, colours, which way is up, and sync can be told.
"""

import pytest
from playwright.sync_api import expect

from tests.clips import run_ffmpeg
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.journeys.steps import choose_recording, expect_playing, expect_room, expect_state

FILM_S = 3
CORNERS = {"red": (200, 40, 40), "green": (40, 160, 40), "blue": (40, 60, 200), "grey": (150,) * 3}
"""From the upper left, line by line."""
NEAR = 16
"""Of 255: eyes do not tell such colours apart side by side."""
TOGETHER_S = 0.1
LIGHT_S = 0.3
BEEP = f"aevalsrc='if(lt(mod(t,1),{LIGHT_S}),0.8*sin(2*PI*1000*t),0)':s=48000"
HLG = "colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"
LOOK = """() => {
  const video = document.querySelector("video");
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const drawing = canvas.getContext("2d");
  drawing.drawImage(video, 0, 0);
  const at = (x, y) =>
    [...drawing.getImageData(canvas.width * x, canvas.height * y, 1, 1).data].slice(0, 3);
  return {
    shape: canvas.width / canvas.height,
    corners: [at(0.1, 0.1), at(0.9, 0.1), at(0.1, 0.9), at(0.9, 0.9)],
    light: at(0.5, 0.5)[0],
  };
}"""
LIGHT_AT = """async (at) => {
  const video = document.querySelector("video");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const drawing = canvas.getContext("2d");
  const there = new Promise((resolve) => video.addEventListener("seeked", resolve, { once: true }));
  const shown = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  video.currentTime = at;
  await there;
  await Promise.race([shown, new Promise((resolve) => setTimeout(resolve, 1000))]);
  drawing.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 1, 1, 0, 0, 1, 1);
  return drawing.getImageData(0, 0, 1, 1).data[0] > 128;
}"""
# What was heard is looked through: nothing that keeps the page busy makes a beep late.
BEEPS = """async () => {
  const video = document.querySelector("video");
  const context = new AudioContext();
  const ear = new AnalyserNode(context, { fftSize: 16384 });
  context.createMediaElementSource(video).connect(ear).connect(context.destination);
  const samples = new Float32Array(ear.fftSize);
  const beeps = [];
  const hear = (at) => {
    if (at > 0.5 && !beeps.some((before) => Math.abs(before - at) < 0.5)) beeps.push(at);
  };
  const listen = () => {
    ear.getFloatTimeDomainData(samples);
    let silent = 0;
    samples.forEach((sample, n) => {
      if (Math.abs(sample) <= 0.1) return (silent += 1);
      if (silent > context.sampleRate / 20) {
        hear(video.currentTime - (samples.length - n) / context.sampleRate);
      }
      silent = 0;
    });
  };
  const listening = setInterval(listen, 20);
  const over = new Promise((resolve) => video.addEventListener("ended", resolve));
  video.currentTime = 0;
  await context.resume();
  await video.play();
  await over;
  clearInterval(listening);
  return beeps;
}"""


def film(path, *, size, codec, rate="25", turned="", sound=("-c:a", "aac")):
    """Film the test picture in a size as it lies in the file, after it was `turned`."""
    corners = [
        f"drawbox=x={x}:y={y}:w=iw/4:h=ih/4:t=fill:color=0x{bytes(colour).hex()}"
        for (x, y), colour in zip(
            [("0", "0"), ("iw*3/4", "0"), ("0", "ih*3/4"), ("iw*3/4", "ih*3/4")],
            CORNERS.values(),
            strict=True,
        )
    ]
    light = "drawbox=x=iw*3/8:y=ih*3/8:w=iw/4:h=ih/4:t=fill:color=white"
    light += f":enable='lt(mod(t,1),{LIGHT_S})'"
    picture = ",".join(
        [
            f"color=0x202020:size={size}:rate={rate},format=gbrp",
            *corners,
            light,
            *filter(None, [turned]),
        ]
    )
    inputs = ("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", BEEP)
    run_ffmpeg(*inputs, "-t", str(FILM_S), *codec, *sound, path)
    return path


def turn(path):
    """Say that the picture lies on its side, as phones do that are held upright."""
    flat = path.rename(path.with_name(f"flat-{path.name}"))
    run_ffmpeg("-i", flat, "-c", "copy", "-metadata:s:v:0", "rotate=90", path)
    return path


def film_with_phone(folder):
    """H.264 in a QuickTime file, held upright."""
    codec = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "30")
    named = ("-vf", "scale=out_color_matrix=bt709", "-colorspace", "bt709")
    clip = film(
        folder / "IMG_2031.MOV",
        size="720x1280",
        rate="30000/1001",
        codec=(*named, *codec),
        turned="transpose=clock",
    )
    return turn(clip)


def film_with_webcam(folder):
    """H.264 in standard definition that says nothing of its colours, and is copied."""
    return film(
        folder / "webcam.mp4",
        size="640x480",
        codec=(
            *("-vf", "scale=out_color_matrix=bt601,format=yuv420p", "-c:v", "libx264"),
            *("-preset", "ultrafast", "-g", "25"),
        ),
    )


def film_screen_in_browser(folder):
    """VP8 and Opus in a WebM file that does not say how long it is."""
    return film(
        folder / "屏幕录制.webm",
        size="1280x720",
        codec=("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "1M"),
        sound=("-c:a", "libopus", "-live", "1"),
    )


def film_with_camcorder(folder):
    """Interlaced MPEG-2 of wide pixels in a program stream, as tapes and DVDs have it."""
    codec = ("-c:v", "mpeg2video", "-b:v", "5M", "-flags", "+ildct+ilme", "-top", "1")
    fields = "scale=720:576:out_color_matrix=bt601,setsar=64/45,interlace=lowpass=0"
    return film(
        folder / "tape.mpg",
        size="1024x576",
        rate="50",
        codec=("-vf", fields, *codec, "-pix_fmt", "yuv420p"),
        sound=("-c:a", "mp2"),
    )


def film_with_new_phone(folder):
    """4K HEVC of ten bits in HLG, held upright."""
    marks = ("-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-colorspace", "bt2020nc")
    clip = film(
        folder / "new-phone.mp4",
        size="2160x3840",
        turned="transpose=clock",
        codec=(
            *("-vf", "scale=out_color_matrix=bt2020,format=yuv420p10le", "-c:v", "libx265"),
            *("-preset", "ultrafast", "-x265-params", f"log-level=error:{HLG}", *marks),
            *("-tag:v", "hvc1"),
        ),
    )
    return turn(clip)


def film_with_old_camera(folder):
    """Motion JPEG and uncompressed sound in AVI."""
    return film(
        folder / "DSCN0042.AVI",
        size="640x480",
        rate="15",
        codec=("-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p"),
        sound=("-c:a", "pcm_u8", "-ar", "11025", "-ac", "1"),
    )


@pytest.fixture
def page(open_as, product, teacher):
    """The page of a take that waits for its recording, before its author."""
    lesson = LessonPageFactory(author=teacher, school=teacher.memberships.get().school)
    take = TakeFactory(lesson=lesson)
    product.work()
    page = open_as(teacher)
    page.goto(f"/takes/{take.pk}/")
    page.room = f"/takes/{take.pk}/room/"
    return page


@pytest.mark.parametrize(
    ("record", "shape", "looks_real"),
    [
        (film_with_phone, 9 / 16, True),
        (film_with_webcam, 4 / 3, True),
        (film_screen_in_browser, 16 / 9, True),
        (film_with_camcorder, 16 / 9, True),
        (film_with_new_phone, 9 / 16, False),
        (film_with_old_camera, 4 / 3, True),
    ],
)
def test_film_is_seen_upright_in_its_colours_and_in_step_with_its_sound(
    page, tmp_path, record, shape, looks_real
):
    """Ten bits in HLG are brought to other colours, but red stays red."""
    choose_recording(page, record(tmp_path))
    expect_state(page, "ready")
    page.goto(page.room)
    expect_room(page)
    seen = page.evaluate(LOOK)
    assert seen["shape"] == pytest.approx(shape, rel=0.01)
    assert seen["light"] > 200
    for there, (name, meant) in zip(seen["corners"], CORNERS.items(), strict=True):
        if looks_real:
            assert there == pytest.approx(meant, abs=NEAR), name
        elif name != "grey":
            assert there.index(max(there)) == meant.index(max(meant)), name
    for second in range(1, FILM_S):
        moments = second - TOGETHER_S, second + TOGETHER_S
        assert [page.evaluate(LIGHT_AT, at_s) for at_s in moments] == [False, True]
    assert page.evaluate(BEEPS) == pytest.approx([*range(1, FILM_S)], abs=TOGETHER_S)


def test_voice_memo_is_heard_and_shows_its_waveform(page, tmp_path):
    memo = tmp_path / "录音.m4a"
    run_ffmpeg("-f", "lavfi", "-i", BEEP, "-t", str(FILM_S), "-c:a", "aac", memo)
    choose_recording(page, memo)
    expect_state(page, "ready")
    page.goto(page.room)
    expect(page.locator("#timeline moke-waveform")).to_be_visible()
    page.locator("moke-player .player-bar media-play-button").click()
    expect_playing(page, beyond_s=1)
