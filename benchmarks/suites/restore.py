"""Suite C, restoration: `gouache bench restore`; its sheet: `python -m benchmarks.suites.restore FILE.png`.

Gains in dB of PSNR over the damaged input (for x2 and x4: enlarged bicubically) and over the best of several settings
of several classical filters, chosen afterwards for each kind of picture by the truth: a classical filter can do no
better. The restorer is asked by name and sees for itself how bad it is.
"""

from __future__ import annotations

import io
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from benchmarks.sheets import sheet
from tools import profiles
from tools.actions.enhance import planned_steps
from tools.errors import ModelMissing
from tools.hooks import Hooks
from tools.images.compare import psnr
from tools.model_manager import ModelManager

SIGMA, QUALITY, BLUR = 25, 20, 1.5
HOW = {f"noise_{SIGMA}": "denoise", f"jpeg_{QUALITY}": "deblock", "blur": "sharpen", "x2": "x2", "x4": "x4"}
Filters = dict[str, Callable[[Image.Image], Image.Image]]


def scenes(count: int) -> list[Image.Image]:
    """Rendered storybook scenes of 128 pixels that training never saw."""
    return sheet("eyes", count)


def photographs() -> list[Image.Image]:
    """The test's photographs, which training never sees (NOTICE says whose they are).

    Raises:
        ModelMissing: scikit-image or scikit-learn is not installed.
    """
    try:
        import skimage
        import sklearn
    except ImportError as error:
        raise ModelMissing(f'This suite needs {error.name}: pip install "gouache[dev]".') from error
    sides = {
        "china.jpg": Path(sklearn.__file__).parent / "datasets" / "images",
        "flower.jpg": Path(sklearn.__file__).parent / "datasets" / "images",
        **dict.fromkeys(("astronaut.png", "coffee.png", "chelsea.png"), Path(skimage.__file__).parent / "data"),
    }
    found = []
    for name, folder in sides.items():
        with Image.open(folder / name) as opened:
            whole = opened.convert("RGB")
        found.append(whole.crop((0, 0, whole.width // 4 * 4, whole.height // 4 * 4)))
    return found


def spoiled(picture: Image.Image, kind: str) -> Image.Image:
    """The picture, damaged as a key of HOW says; smaller for x2 and x4. The same every time."""
    if kind.startswith("noise"):
        grain = np.random.default_rng(0).normal(0, SIGMA, (picture.height, picture.width, 3))
        return Image.fromarray((np.asarray(picture) + grain).clip(0, 255).round().astype(np.uint8))
    if kind.startswith("jpeg"):
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=QUALITY)
        return Image.open(buffer).convert("RGB")
    if kind == "blur":
        return picture.filter(ImageFilter.GaussianBlur(BLUR))
    scale = int(kind[1])
    return picture.resize((picture.width // scale, picture.height // scale), Image.Resampling.BICUBIC)


def _sharpened(radius: float, percent: int, size: tuple[int, int], picture: Image.Image) -> Image.Image:
    large = picture.resize(size, Image.Resampling.BICUBIC)
    return large.filter(ImageFilter.UnsharpMask(radius, percent, 0))


def _on_values(job: Callable[..., np.ndarray], settings: dict[str, Any], picture: Image.Image) -> Image.Image:
    values = job(np.asarray(picture).astype(np.float32) / 255, channel_axis=-1, **settings)
    return Image.fromarray((values.clip(0, 1) * 255).round().astype(np.uint8))


def classical(kind: str, size: tuple[int, int]) -> Filters:
    """scikit-image's and Pillow's filters against a damage, in several settings each; `size` is the truth's.

    Raises:
        ModelMissing: scikit-image or PyWavelets is not installed.
    """
    try:
        import pywt  # noqa: F401  scikit-image's wavelets need it, and it does not come with them.
        from skimage import restoration
    except ImportError as error:
        raise ModelMissing(f'This suite needs {error.name}: pip install "gouache[dev]".') from error

    if kind in ("x2", "x4"):
        masks = [(int(kind[1]) * 0.6, percent) for percent in (40, 80, 120)]
    elif kind == "blur":
        masks = [(radius, percent) for radius in (1.0, 1.5, 2.0) for percent in (100, 200, 400)]
    else:
        masks = []
    filters: Filters = {f"unsharp mask {r:g}, {p}": partial(_sharpened, r, p, size) for r, p in masks}
    if masks:
        filters["Lanczos"] = lambda picture: picture.resize(size, Image.Resampling.LANCZOS)
        return filters
    noise = SIGMA / 255 if kind.startswith("noise") else 0.03
    means = {"patch_size": 5, "patch_distance": 6, "fast_mode": True, "sigma": noise}
    jobs = {f"non-local means {h}": (restoration.denoise_nl_means, {**means, "h": h * noise}) for h in (0.5, 0.7, 0.9)}
    for weight in (0.6, 1.0, 1.5):
        jobs[f"total variation {weight}"] = (restoration.denoise_tv_chambolle, {"weight": weight * noise})
    for tone in (1.5, 3.0):
        settings = {"sigma_color": tone * noise, "sigma_spatial": 2}
        jobs[f"bilateral {tone}"] = (restoration.denoise_bilateral, settings)
    jobs["wavelet"] = (restoration.denoise_wavelet, {"sigma": noise, "convert2ycbcr": True})
    filters |= {name: partial(_on_values, job, settings) for name, (job, settings) in jobs.items()}
    filters["median"] = lambda picture: picture.filter(ImageFilter.MedianFilter(3))
    return filters


def ssim(a: Image.Image, b: Image.Image) -> float:
    """Structural similarity of two RGB pictures."""
    from skimage.metrics import structural_similarity

    return float(structural_similarity(np.asarray(a), np.asarray(b), channel_axis=-1))


def _seconds(restorer: Any, side: int) -> float:
    picture = photographs()[2].resize((side, side))
    found = restorer.estimate(picture)
    took = []
    for _ in range(3):
        start = time.perf_counter()
        restorer.restore(picture, "denoise", 1.0, Hooks(), found)
        took.append(time.perf_counter() - start)
    return round(statistics.median(took), 2)


def _kind(restorer: Any, truths: list[Image.Image], kind: str) -> Iterator[dict[str, Any]]:
    """One row a picture: its PSNR damaged, restored by name and by itself, SSIM, and PSNR of every classical filter."""
    for truth in truths:
        broken = spoiled(truth, kind)
        filters = classical(kind, truth.size)
        base = broken.resize(truth.size, Image.Resampling.BICUBIC)
        found = restorer.estimate(broken)
        made = restorer.restore(broken, HOW[kind], 1.0, Hooks(), found)
        alone = made if kind in ("x2", "x4") else restorer.restore(broken, "auto", 1.0, Hooks(), found)
        yield {
            "input": psnr(base, truth), "made": psnr(made, truth), "auto": psnr(alone, truth),
            "ssim": ssim(made, truth) - ssim(base, truth), "seen": float(HOW[kind] in planned_steps(found, "auto")),
            "classical": {name: psnr(job(broken), truth) for name, job in filters.items()},
        }  # fmt: skip


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Every damage on storybook scenes and on photographs, clean pictures, seconds and sizes.

    Raises:
        ModelMissing: scikit-image, scikit-learn or PyWavelets is not installed.
    """
    restorer = ModelManager(profiles.load_profile("pocket")).get("restorer")
    parts = {"storybook": scenes(8 if quick else 80), "photo": photographs()}
    if quick:
        parts["photo"] = [p.crop((60, 40, 316, 296)) for p in parts["photo"]]
    total, done = len(HOW) * sum(map(len, parts.values())), 0
    figures: dict[str, Any] = {}
    for kind in HOW:
        figures[kind] = {}
        for source, truths in parts.items():
            rows = []
            for row in _kind(restorer, truths, kind):
                rows.append(row)
                done += 1
                progress(done, total)
            keys = ("input", "made", "auto", "ssim", "seen")
            mean = {key: statistics.fmean(row[key] for row in rows) for key in keys}
            names = {name: statistics.fmean(r["classical"][name] for r in rows) for name in rows[0]["classical"]}
            best = max(names, key=lambda name: names[name])
            figures[kind][source] = {
                "gain_over_input_db": round(mean["made"] - mean["input"], 2),
                "gain_over_classical_db": round(mean["made"] - names[best], 2), "classical": best,
                "psnr_db": round(mean["made"], 2), "auto_gain_db": round(mean["auto"] - mean["input"], 2),
                "ssim_gain": round(mean["ssim"], 4),
            }  # fmt: skip
            if kind not in ("x2", "x4"):
                figures[kind][source]["seen"] = round(mean["seen"], 2)
    clean = {
        source: [psnr(restorer.restore(p, "auto", 1.0, Hooks()), p) for p in some] for source, some in parts.items()
    }
    figures |= {
        "clean_psnr_db": round(min(map(min, clean.values())), 2),
        "clean_untouched": {s: round(statistics.fmean(p == 99 for p in some), 2) for s, some in clean.items()},
        "clean_mean_db": {source: round(statistics.fmean(some), 2) for source, some in clean.items()},
        "seconds_512": _seconds(restorer, 512), "seconds_1024": _seconds(restorer, 1024),
        "weights_mb": round(restorer.nbytes() / 2**20, 1),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip
    return figures


def comparison(path: Path) -> None:
    """Save a sheet: damaged, the best classical filter, restored, truth; two pictures a damage."""
    restorer = ModelManager(profiles.load_profile("pocket")).get("restorer")
    lively = sorted(scenes(30), key=lambda p: -float(np.asarray(p).std()))
    pictures = lively[:2] + [p.crop((150, 60, 278, 188)) for p in photographs()[:3]]
    side, head = 256, 18
    page = Image.new("RGB", (side * 4, head + side * len(HOW) * 2), "white")
    for column, text in enumerate(("damaged", "best classical filter", "gouache", "truth")):
        ImageDraw.Draw(page).text((column * side + 6, 3), text, fill="black")
    for row, (kind, how) in enumerate(HOW.items()):
        for under, truth in enumerate((pictures[row % 2], pictures[2 + row % 3])):
            broken = spoiled(truth, kind)
            best = max((job(broken) for job in classical(kind, truth.size).values()), key=lambda p: psnr(p, truth))
            columns = (broken, best, restorer.restore(broken, how, 1.0, Hooks()), truth)
            for column, picture in enumerate(columns):
                shown = picture.resize((side, side), Image.Resampling.NEAREST)
                page.paste(shown, (column * side, head + (2 * row + under) * side))
    page.save(path, optimize=True)


if __name__ == "__main__":
    comparison(Path(sys.argv[1]))
