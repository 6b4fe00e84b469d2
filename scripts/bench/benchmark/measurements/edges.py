"""The supervisor's own time, before its first child and after its last."""

import os
import select
import subprocess
import time

from .. import workspace
from ..supervised import Supervised

SETTLE_SECONDS = 1


def measure_cold_start(supervisor) -> dict:
    """From the exec of the supervisor to its child's first instruction."""
    with Supervised(supervisor, "idle") as run:
        [(first_ns, _)] = run.await_started(1)
        return {"first_instruction_ms": round((first_ns - run.started_ns) / 1e6, 2)}


def measure_end(supervisor) -> dict:
    """From the exit of the only child to that of the supervisor."""
    with Supervised(supervisor, "idle") as run:
        [(_, pid)] = run.await_started(1)
        child = os.pidfd_open(pid)
        time.sleep(SETTLE_SECONDS)
        run.stop()
        select.select([child], [], [])
        ended_ns = time.monotonic_ns()
        run.process.wait()
        os.close(child)
        return {"gone_after_ms": round((time.monotonic_ns() - ended_ns) / 1e6, 2)}


def measure_version(_) -> dict:
    """From the exec of ours to its exit, when all that it has to do is to tell its version."""
    started_ns = time.monotonic_ns()
    subprocess.run([workspace.BEACON, "--version"], stdout=subprocess.DEVNULL, check=True)
    return {"version_ms": round((time.monotonic_ns() - started_ns) / 1e6, 2)}
