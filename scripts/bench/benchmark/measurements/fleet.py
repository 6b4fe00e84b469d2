"""Idle children: until all run, what they cost the supervisor, until all are gone."""

import os
import select
import time

from .. import processes
from ..supervised import Supervised

IDLE_SECONDS = 10
SETTLE_SECONDS = 3
START_TIMEOUT_SECONDS = 300
STOP_TIMEOUT_SECONDS = 120


def measure_fleet(supervisor, children: int = 1000, idle: int = IDLE_SECONDS) -> dict:
    with Supervised(supervisor, "idle", instances=children) as run:
        started = run.await_started(children, START_TIMEOUT_SECONDS)
        time.sleep(SETTLE_SECONDS)
        overhead = run.overhead()
        footprint = processes.footprint(overhead)
        cpu_after_start = processes.cpu_seconds(overhead)
        time.sleep(idle)
        cpu_idle = processes.cpu_seconds(overhead) - cpu_after_start
        return {
            "children": children,
            "all_running_ms": round((started[-1][0] - run.started_ns) / 1e6, 1),
            "start_cpu_s": round(cpu_after_start, 2),
            "idle_core_percent": round(cpu_idle / idle * 100, 2),
            **vars(footprint),
            **measure_stop(run, [pid for _, pid in started]),
        }


def measure_stop(run: Supervised, children: list[int]) -> dict:
    """From the signal to the supervisor until the last child, and until the supervisor is gone."""
    waited_for = {os.pidfd_open(pid): pid for pid in [*children, run.process.pid]}
    poll = select.epoll()
    for descriptor in waited_for:
        poll.register(descriptor, select.EPOLLIN)

    signalled = time.monotonic()
    run.stop()
    ended_ms: dict[int, float] = {}
    while waited_for and time.monotonic() - signalled < STOP_TIMEOUT_SECONDS:
        for descriptor, _ in poll.poll(1, len(waited_for)):
            poll.unregister(descriptor)
            os.close(descriptor)
            ended_ms[waited_for.pop(descriptor)] = round((time.monotonic() - signalled) * 1000, 1)
    poll.close()

    survivors = list(waited_for.values())
    for descriptor in waited_for:
        os.close(descriptor)
    return {
        "children_gone_ms": max(ended_ms[pid] for pid in children) if not survivors else None,
        "supervisor_gone_ms": ended_ms.get(run.process.pid),
        "survivors": len(survivors),
    }
