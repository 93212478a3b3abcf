"""A kind of job for the tests of the jobs: the worker imports this module, too.

It notes each start in a file and goes on once another file stands there.
"""

import time
from pathlib import Path

from portal.jobs import Outcome, job


@job("test.slow")
def slow(row, report):
    folder = Path(row.params["folder"])
    with (folder / "starts").open("a") as starts:
        starts.write(f"{row.pk}\n")
    (report.folder / "half.txt").write_text("half")
    for step in range(4):
        report(step, 4)
        while step == 2 and not (folder / "go").exists():
            time.sleep(0.02)
    return Outcome(name="ket-qua.txt", content_type="text/plain", content=b"xong")
