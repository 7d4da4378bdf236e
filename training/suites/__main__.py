"""Write all suites: `python -m training.suites`."""

from __future__ import annotations

from training.suites.director import write_director_suite
from training.suites.edits import write_edits_suite
from training.suites.eyes import write_eyes_suite
from training.suites.files import DATA
from training.suites.painter import write_painter_suite

if __name__ == "__main__":
    DATA.mkdir(parents=True, exist_ok=True)
    write_director_suite()
    write_eyes_suite()
    write_painter_suite()
    write_edits_suite()
