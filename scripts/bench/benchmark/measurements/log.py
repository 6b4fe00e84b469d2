"""Capture of 100-byte lines as fast as they come: the child's speed, the speed end to end, the supervisor's CPU; every line checked."""

import json
import subprocess
import time

from .. import processes, workspace
from ..supervised import Supervised
from ..waiting import TooLate

LINE_BYTES = 100
BLOCK_BYTES = 64 * 1024
QUIET_SECONDS = 1.5
SETTLE_SECONDS = 2
TIMEOUT_SECONDS = 300

# 2 GB in large writes; 500 MB where every line is a write.
BLOCK_LINES = 20_000_000
SINGLE_LINES = 5_000_000
EXITING_LINES = 500_000


def measure_blocks(supervisor, lines: int = BLOCK_LINES) -> dict:
    return measure(supervisor, lines, BLOCK_BYTES)


def measure_lines(supervisor, lines: int = SINGLE_LINES) -> dict:
    return measure(supervisor, lines, LINE_BYTES)


def measure(supervisor, lines: int, write_bytes: int) -> dict:
    lines = int(lines * supervisor.log_share)
    with Supervised(supervisor, "spew", lines, LINE_BYTES, write_bytes) as run:
        run.await_started(1)
        time.sleep(SETTLE_SECONDS)
        overhead = run.overhead()
        cpu_before = processes.cpu_seconds(overhead)
        run.go()
        stored_ns = await_stored(run)
        cpu = processes.cpu_seconds(overhead) - cpu_before
        footprint = processes.footprint(overhead)
        begin_ns, end_ns, error = map(int, run.marked("done")[0][2:])
        gigabytes = lines * LINE_BYTES / 1e9
        return {
            "lines": lines,
            "child_mb_per_s": round(gigabytes * 1e12 / (end_ns - begin_ns), 1),
            "end_to_end_mb_per_s": round(gigabytes * 1e12 / (max(stored_ns, end_ns) - begin_ns), 1),
            "cpu_s_per_gb": round(cpu / gigabytes, 3) if overhead else None,
            "peak_rss_mb": footprint.peak_rss_mb,
            "write_error": error,
            "missing_lines": lines - check(run)["ok"],
        }


def measure_exit_loss(supervisor, lines: int = EXITING_LINES) -> dict:
    """A child that writes and exits at once: is its tail there?"""
    with Supervised(supervisor, "spew", lines, LINE_BYTES, BLOCK_BYTES, "exit") as run:
        run.await_started(1)
        time.sleep(SETTLE_SECONDS)
        run.go()
        await_stored(run)
        found = check(run)
        return {"lines": lines, "missing_lines": lines - found["ok"], "malformed": found["malformed"], "gaps": found["gaps"]}


def await_stored(run: Supervised) -> int:
    """Waits until the child is done and the log has stopped growing; returns when it last grew, in monotonic nanoseconds."""
    size, grown_ns = -1, 0
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while not run.marked("done") or time.monotonic_ns() - grown_ns < QUIET_SECONDS * 1e9:
        if (current := run.log_bytes()) != size:
            size, grown_ns = current, time.monotonic_ns()
        if time.monotonic() > deadline:
            raise TooLate(f"the log has {size} bytes after {TIMEOUT_SECONDS} s")
        time.sleep(0.01)
    return grown_ns


def check(run: Supervised) -> dict:
    """What a checker of every line finds in the log."""
    checked = subprocess.run(workspace.workload("check_lines", LINE_BYTES, *run.logs()), capture_output=True, check=True)
    return json.loads(checked.stdout)
