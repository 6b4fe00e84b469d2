"""A line a millisecond: what being captured costs the child, and what it costs the supervisor."""

import time

from .. import processes
from ..supervised import Supervised
from ..waiting import wait_for

SECONDS = 10
SETTLE_SECONDS = 2
CHATTERING_CHILDREN = 8


def measure_beat(supervisor, seconds: int = SECONDS) -> dict:
    """One child: the latency of its own write(2)."""
    return measure(supervisor, seconds, 1)


def measure_chatter(supervisor, seconds: int = SECONDS) -> dict:
    """Eight such children: the supervisor's CPU."""
    return measure(supervisor, seconds, CHATTERING_CHILDREN)


def measure(supervisor, seconds: int, children: int) -> dict:
    with Supervised(supervisor, "beat", seconds, instances=children) as run:
        run.await_started(children)
        time.sleep(SETTLE_SECONDS)
        overhead = run.overhead()
        cpu_before = processes.cpu_seconds(overhead)
        run.go()
        done = wait_for(
            lambda: len(lines := run.marked("done")) == children and lines, "all beats", seconds + 60, interval_seconds=0.1
        )
        cpu = processes.cpu_seconds(overhead) - cpu_before
        worst = max(done, key=lambda line: float(line[2]))
        return {
            "children": children,
            "write_p50_us": float(worst[1]),
            "write_p99_us": float(worst[2]),
            "write_p999_us": float(worst[3]),
            "write_max_us": float(worst[4]),
            "wake_up_delay_p99_us": float(worst[5]),
            "failed_writes": sum(int(line[7]) for line in done),
            "core_percent": round(cpu / seconds * 100, 2),
        }
