"""The README's table of results: medians and spreads of what was saved, and each target with what was reached."""

from pathlib import Path

from . import workspace
from .figures import Figures, median
from .targets import targets

BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"

# Measurement, heading, then the columns: the figure's key and its heading.
TABLES = [
    ("log", "Capture, 64 KiB writes", {"child_mb_per_s": "child MB/s", "end_to_end_mb_per_s": "end to end MB/s",
        "cpu_s_per_gb": "CPU-s/GB", "peak_rss_mb": "peak MB", "missing_lines": "lines lost"}),
    ("log-lines", "Capture, a write a line", {"child_mb_per_s": "child MB/s", "end_to_end_mb_per_s": "end to end MB/s",
        "cpu_s_per_gb": "CPU-s/GB", "peak_rss_mb": "peak MB", "missing_lines": "lines lost"}),
    ("exit-loss", "A child that writes and exits at once", {"missing_lines": "lines lost", "malformed": "malformed", "gaps": "gaps"}),
    ("beat", "A line a millisecond: the child's own write(2), µs", {"write_p50_us": "p50", "write_p99_us": "p99",
        "write_p999_us": "p99.9", "write_max_us": "max", "core_percent": "supervisor, % of a core"}),
    ("chatter", "Eight children with a line a millisecond each", {"core_percent": "supervisor, % of a core", "write_p99_us": "write(2) p99 µs"}),
    ("fleet", "Idle children", {"all_running_ms": "all running ms", "children_gone_ms": "all gone ms", "supervisor_gone_ms": "supervisor gone ms",
        "idle_core_percent": "idle, % of a core", "threads": "threads", "descriptors": "descriptors", "pss_mb": "PSS MB", "survivors": "left behind"}),
    ("cold", "Exec of the supervisor to the child's first instruction, ms", {"first_instruction_ms": "ms"}),
    ("end", "Exit of the only child to that of the supervisor, ms", {"gone_after_ms": "ms"}),
    ("version", "beacon --version, ms", {"version_ms": "ms"}),
    ("restart", "kill -9 to the next first instruction, after 1.2 s of uptime, ms", {"restart_p50_ms": "p50", "restart_max_ms": "max"}),
    ("crash-loop", "The same in a crash loop, ms", {"restart_p50_ms": "p50", "restart_max_ms": "max"}),
    ("kill", "SIGKILL of the supervisor", {"children": "children", "surviving_children": "surviving"}),
    ("grand", "Stop of a child with two children of its own", {"children": "processes", "surviving_children": "surviving"}),
    ("launch-cost", "A launch, to the program's first instruction, µs", {"bare_p50_us": "bare p50", "bare_p99_us": "bare p99",
        "launch_p50_us": "launch p50", "launch_p99_us": "launch p99"}),
    ("exits", "A child's last instruction to our event, µs", {"idle_p50_us": "p50", "idle_p99_us": "p99",
        "starved_p50_us": "starved p50", "starved_p99_us": "starved p99"}),
    ("launches", "Launches one after the other: growth from the first tenth to the end", {"launches": "launches", "launches_per_s": "per second",
        "descriptors_growth": "descriptors", "threads_growth": "threads", "rss_growth_mb": "RSS MB"}),
]  # fmt: skip


def refill(readme: Path) -> None:
    """Replaces what stands between the marks."""
    before, _, rest = readme.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{BEGIN}\n{render(Figures(workspace.saved()))}\n{END}{after}")


def render(figures: Figures) -> str:
    parts = [machine(figures), "### Targets\n", table(["target", "measured", "met"], targets(figures))]
    for measurement, heading, columns in TABLES:
        rows = [row(result_set, columns) for result_set in figures.sets(measurement)]
        if rows:
            parts += [f"\n### {heading}\n", table(["", *columns.values()], rows)]
    return "\n".join(parts)


def machine(figures: Figures) -> str:
    facts = next(iter(figures.of("machine")), None)
    if facts is None:
        return "No suite was run.\n"
    return (
        f"{facts['date']}, commit {facts['beacon']}; {facts['cores']} cores, {facts['memory_gib']} GiB, Linux {facts['kernel']}, "
        f"{facts['system']}; {facts['versions']}. Median [least–most] of the repetitions.\n"
    )


def row(result_set: list[dict], columns: dict[str, str]) -> list[str]:
    first = result_set[0]
    name = f"{first['children']:,} × {first['supervisor']}" if first["measurement"] == "fleet" else first["supervisor"]
    good = [result for result in result_set if "error" not in result]
    if not good:
        return [name, "failed", *[""] * (len(columns) - 1)]
    return [name, *(spread([result[key] for result in good]) for key in columns)]


def spread(values: list[float | None]) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return "–"
    middle = short(median(known))
    least, most = short(min(known)), short(max(known))
    return middle if least == most else f"{middle} [{least}–{most}]"


def short(value: float) -> str:
    """Three digits are more than the machine repeats."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def table(heads: list[str], rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [heads, ["---"] * len(heads), *rows])
