"""Makes the demo's media anew: ``python -m devtools.demo_media`` (needs ffmpeg with libvpx and libopus).

A sample of twelve seconds with sound, and a lesson of 22 and a half minutes, half an hour's credit, that says which
minute it is: one picture a second and no sound, so that it stays small enough for the repository. Open formats (VP8,
Opus, WebM), which Qt plays everywhere.
"""

import shutil
import subprocess
import sys

import resources

FONT = resources.path("fonts", "NotoSansSC_400Regular.ttf")
SIZE = "480x270"
BLUE = "0x1f4e79"


def main() -> int:
    """Write both files; returns the exit status."""
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        print("ffmpeg is not installed here", file=sys.stderr)
        return 1
    folder = resources.path("demo")
    sample = _text("推荐学习", 36, 60) + "," + _text(r"试听片段 %{eif\:floor(t)\:d} 秒", 28, 140)
    sound = ["-f", "lavfi", "-i", "sine=f=330:r=16000:d=12,volume=0.1", "-c:a", "libopus", "-b:a", "12k", "-ac", "1"]
    bar = "drawbox=x=40:y=210:w='400*t/12':h=16:color=white:t=fill"
    _run(
        ffmpeg,
        _colour(10, 12),
        sound[:4],
        f"{sample},{bar}",
        [*_vp8("40k", 20), *sound[4:]],
        str(folder / "sample.webm"),
    )
    minutes = _text("继续教育在线", 36, 70) + "," + _text(r"第 %{eif\:1+floor(t/60)\:d} 分钟", 28, 150)
    _run(ffmpeg, _colour(1, 1350), [], minutes, _vp8("2k", 120), str(folder / "lesson.webm"))
    return 0


def _colour(rate: int, seconds: int) -> list[str]:
    return ["-f", "lavfi", "-i", f"color=c={BLUE}:s={SIZE}:r={rate}:d={seconds}"]


def _text(words: str, size: int, top: int) -> str:
    font = f"drawtext=fontfile={FONT.as_posix()}:text='{words}'"
    return f"{font}:fontsize={size}:fontcolor=white:x=(w-tw)/2:y={top}"


def _vp8(rate: str, between: int) -> list[str]:
    """``between``: pictures from one that stands alone to the next, which is where a player can jump to at once."""
    return ["-c:v", "libvpx", "-b:v", rate, "-g", str(between), "-deadline", "good", "-cpu-used", "4"]


def _run(ffmpeg: str, picture: list[str], sound: list[str], drawn: str, coded: list[str], file: str) -> None:
    exact = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1"]
    subprocess.run(
        [ffmpeg, "-y", "-loglevel", "error", *picture, *sound, "-vf", drawn, *coded, *exact, file], check=True
    )


if __name__ == "__main__":
    sys.exit(main())
