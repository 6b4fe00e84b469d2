"""What /proc tells of processes; see proc(5)."""

import os
from dataclasses import dataclass
from pathlib import Path

CLOCK_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def read(path: str) -> bytes:
    """A file of /proc; empty when the process is gone."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def with_variable(variable: str) -> list[int]:
    """The living processes that were started with this variable in their environment."""
    wanted = variable.encode()
    pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    return [pid for pid in pids if wanted in read(f"/proc/{pid}/environ").split(b"\0") and is_alive(pid)]


def is_alive(pid: int) -> bool:
    fields = stat_fields(pid)
    return bool(fields) and fields[0] not in (b"Z", b"X")


def command(pid: int) -> str:
    return read(f"/proc/{pid}/comm").decode(errors="replace").strip()


def stat_fields(pid: int) -> list[bytes]:
    """The fields of /proc/PID/stat from the third on: the second may hold anything, blanks and parentheses included."""
    stat = read(f"/proc/{pid}/stat")
    return stat[stat.rfind(b")") + 2 :].split()


def cpu_seconds(pids: list[int]) -> float:
    """User and system time so far, of all threads, those that have ended included."""
    ticks = 0
    for pid in pids:
        if fields := stat_fields(pid):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / CLOCK_TICKS_PER_SECOND


@dataclass(frozen=True)
class Footprint:
    """What processes hold, summed."""

    processes: int
    threads: int
    descriptors: int
    peak_rss_mb: float
    pss_mb: float


def footprint(pids: list[int]) -> Footprint:
    return Footprint(
        processes=len(pids),
        threads=sum(sum_of_field(f"/proc/{pid}/status", b"Threads:") for pid in pids),
        descriptors=sum(descriptors(pid) for pid in pids),
        peak_rss_mb=round(sum(sum_of_field(f"/proc/{pid}/status", b"VmHWM:") for pid in pids) / 1024, 1),
        pss_mb=round(sum(sum_of_field(f"/proc/{pid}/smaps_rollup", b"Pss:") for pid in pids) / 1024, 1),
    )


def sum_of_field(path: str, name: bytes) -> int:
    return sum(int(line.split()[1]) for line in read(path).splitlines() if line.startswith(name))


def descriptors(pid: int) -> int:
    try:
        return len(os.listdir(Path("/proc") / str(pid) / "fd"))
    except OSError:
        return 0
