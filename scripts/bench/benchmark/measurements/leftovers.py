"""Who is left behind: after a SIGKILL of the supervisor, and after a stop of a child that has children of its own."""

import subprocess
import time

from ..supervised import Supervised

FAMILIES = 3
PROCESSES_PER_FAMILY = 3
SETTLE_SECONDS = 1.5
GRACE_SECONDS = 3
STOP_TIMEOUT_SECONDS = 30


def measure_supervisor_killed(supervisor) -> dict:
    with Supervised(supervisor, "family", instances=FAMILIES) as run:
        await_families(run)
        run.process.kill()
        run.process.wait()
        return left_behind(run)


def measure_grandchildren(supervisor) -> dict:
    with Supervised(supervisor, "family") as run:
        await_families(run)
        run.stop()
        try:
            run.process.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            # A supervisor that does not end has not stopped its children either: counted below.
            pass
        return left_behind(run)


def await_families(run: Supervised) -> None:
    run.await_started(run.job.instances * PROCESSES_PER_FAMILY)
    time.sleep(SETTLE_SECONDS)


def left_behind(run: Supervised) -> dict:
    time.sleep(GRACE_SECONDS)
    return {"children": len(run.marked("started")), "surviving_children": len(run.children()), "surviving_helpers": len(run.overhead())}
