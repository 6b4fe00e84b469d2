"""From a kill -9 of the child to the first instruction of its successor."""

import os
import signal
import statistics
import time

from ..supervised import Supervised
from ..waiting import wait_for

KILLS = 20
UPTIME_SECONDS = 1.2
CRASH_LOOP_UPTIME_SECONDS = 0.02
TIMEOUT_SECONDS = 20


def measure_restart(supervisor, kills: int = KILLS) -> dict:
    return measure(supervisor, kills, UPTIME_SECONDS)


def measure_crash_loop(supervisor, kills: int = KILLS) -> dict:
    return measure(supervisor, kills, CRASH_LOOP_UPTIME_SECONDS)


def measure(supervisor, kills: int, uptime_seconds: float) -> dict:
    with Supervised(supervisor, "idle", restart=True) as run:
        latencies_ms = []
        for kill in range(1, kills + 1):
            first_ns, pid = run.await_started(kill, TIMEOUT_SECONDS)[-1]
            time.sleep(max(0.0, first_ns / 1e9 + uptime_seconds - time.monotonic()))
            killed_ns = time.monotonic_ns()
            os.kill(pid, signal.SIGKILL)
            restarted_ns, _ = wait_for(
                lambda: len(started := run.marked("started")) > kill and started[kill], f"restart {kill}", TIMEOUT_SECONDS, 0.001
            )
            latencies_ms.append((int(restarted_ns) - killed_ns) / 1e6)
        latencies_ms.sort()
        return {
            "kills": kills,
            "uptime_s": uptime_seconds,
            "restart_p50_ms": round(statistics.median(latencies_ms), 2),
            "restart_max_ms": round(latencies_ms[-1], 2),
        }
