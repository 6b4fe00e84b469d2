"""What we have set out to reach, against what was measured."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .figures import Figures

OURS, BY_TOOLS = "beacon", "beacon-tools"


@dataclass(frozen=True)
class Target:
    """A figure of ours that has to be at most a limit, or at least: a number, or some times a peer's figure from the same run."""

    text: str
    key: str
    measurement: str
    limit: float = 1
    times_that_of: str | None = None
    is_floor: bool = False
    by: str = OURS
    options: dict[str, int] = field(default_factory=dict)

    def row(self, figures: Figures) -> list[str]:
        ours = figures.median(self.key, self.measurement, self.by, **self.options)
        theirs = figures.median(self.key, self.measurement, self.times_that_of, **self.options) if self.times_that_of else 1
        if ours is None or theirs is None:
            return [self.text, "not measured", ""]
        limit = self.limit * theirs
        is_met = ours >= limit if self.is_floor else ours <= limit
        return [self.text, f"{ours:,.4g} ({'≥' if self.is_floor else '≤'} {limit:,.4g})", yes_or_no(is_met)]


def yes_or_no(is_met: bool) -> str:
    return "yes" if is_met else "**no**"


THOUSAND = {"children": 1000}
TARGETS = [
    Target("64 KiB writes: at least the throughput of `cat > file`, MB/s", "end_to_end_mb_per_s", "log", times_that_of="cat", is_floor=True),
    Target("64 KiB writes: at most the CPU of `cat > file`, CPU-s/GB", "cpu_s_per_gb", "log", times_that_of="cat"),
    Target("a write a line: the child 1.5 times as fast as straight into a file, MB/s", "child_mb_per_s", "log-lines", 1.5, "direct", is_floor=True),
    Target("a write a line: CPU-s/GB", "cpu_s_per_gb", "log-lines", 2),
    Target("8 children × 1,000 lines/s: % of a core", "core_percent", "chatter", 4),
    Target("a line a millisecond: the child's write(2) p99 at most 1.2 × straight into a file, µs", "write_p99_us", "beat", 1.2, "direct"),
    Target("1,000 idle: all running, ms", "all_running_ms", "fleet", 1500, options=THOUSAND),
    Target("1,000 idle, by the chain of tools: all running, ms", "all_running_ms", "fleet", 2600, by=BY_TOOLS, options=THOUSAND),
    Target("1,000 idle: all gone after the signal, ms", "children_gone_ms", "fleet", 300, options=THOUSAND),
    Target("1,000 idle: % of a core", "idle_core_percent", "fleet", 2, options=THOUSAND),
    Target("5,000 idle: % of a core", "idle_core_percent", "fleet", 2, options={"children": 5000}),
    Target("start of the host to its first component's first instruction, ms", "first_instruction_ms", "cold", 250),
    Target("exit of the last component to that of the host, ms", "gone_after_ms", "end", 60),
    Target("beacon --version, ms", "version_ms", "version", 120),
    Target("exit seen, p50, µs", "idle_p50_us", "exits", 500),
    Target("exit seen with a starved thread pool, p50, µs", "starved_p50_us", "exits", 500),
    Target("a launch beyond a bare fork and exec, p50, µs", "beyond_bare_p50_us", "launch-cost", 2000),
    Target("10,000 launches: descriptors more", "descriptors_growth", "launches", 0),
    Target("10,000 launches: threads more", "threads_growth", "launches", 0),
    Target("kill -9 to the next first instruction, p50, ms", "restart_p50_ms", "restart", 2),
    Target("the same by the chain of tools", "restart_p50_ms", "restart", 5, by=BY_TOOLS),
    Target("the same in a crash loop", "restart_p50_ms", "crash-loop", 2),
    Target("the same in a crash loop, by the chain of tools", "restart_p50_ms", "crash-loop", 5, by=BY_TOOLS),
    Target("SIGKILL of the supervisor: survivors", "surviving_children", "kill", 0),
    Target("stop of a family: survivors", "surviving_children", "grand", 0),
]


def targets(figures: Figures) -> list[list[str]]:
    return [*(target.row(figures) for target in TARGETS), *scaling(figures)]


def scaling(figures: Figures) -> Iterator[list[str]]:
    """What depends on two figures of ours."""
    threads_one = figures.median("threads", "fleet", OURS, children=1)
    threads = figures.median("threads", "fleet", OURS, **THOUSAND)
    if threads_one is not None and threads is not None:
        more = threads - threads_one
        yield ["1,000 idle: threads above those for one component", f"{more:g} (≤ 4)", yes_or_no(more <= 4)]

    each = [figures.median("all_running_ms", "fleet", OURS, children=children) for children in (1000, 5000)]
    if None not in each:
        growth = (each[1] / 5000) / (each[0] / 1000)
        yield ["5,000 idle: start time of each beside that at 1,000", f"{growth:.2f} × (≤ 1.1)", yes_or_no(growth <= 1.1)]
