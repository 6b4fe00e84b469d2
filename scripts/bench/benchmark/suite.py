"""What belongs into the table of results."""

from dataclasses import dataclass, field

OURS = ["beacon"]
BY_TOOLS = ["beacon-tools"]
LIMITS = ["direct", "cat"]
REFERENCES = ["bash", "python"]
PEERS = ["supervisord", "runit", "s6", "foreman", "pm2", "concurrently"]
EVERYONE = [*OURS, *REFERENCES, *PEERS]
RESTARTING = ["bash", "python", "supervisord", "runit", "s6", "pm2", "concurrently"]


@dataclass(frozen=True)
class Entry:
    """A measurement, who takes part in it, how often, and with which options."""

    measurement: str
    supervisors: list[str]
    repetitions: int = 3
    options: dict[str, int] = field(default_factory=dict)


def entries(quick: bool) -> list[Entry]:
    return QUICK if quick else WHOLE


WHOLE = [
    Entry("log", [*LIMITS, *OURS, "python", *PEERS], 5),
    Entry("log-lines", [*LIMITS, *OURS, "python", *PEERS], 5),
    Entry("exit-loss", [*OURS, "python", *PEERS]),
    Entry("beat", [*LIMITS, *OURS, "python", *PEERS]),
    Entry("chatter", ["cat", *OURS, "python", *PEERS]),
    Entry("fleet", EVERYONE, 1, {"children": 1}),
    Entry("fleet", [*EVERYONE, *BY_TOOLS], 3, {"children": 1000}),
    Entry("fleet", [*OURS, *REFERENCES], 1, {"children": 5000}),
    Entry("cold", EVERYONE, 10),
    Entry("end", EVERYONE, 10),
    Entry("version", OURS, 10),
    Entry("restart", [*OURS, *BY_TOOLS, *RESTARTING], 1),
    Entry("crash-loop", [*OURS, *BY_TOOLS, *RESTARTING], 1),
    Entry("kill", EVERYONE, 1),
    Entry("grand", EVERYONE, 1),
    Entry("launch-cost", OURS),
    Entry("exits", OURS),
    Entry("launches", OURS, 1),
]


QUICK = [
    Entry("log", [*LIMITS, *OURS], 1, {"lines": 2_000_000}),
    Entry("log-lines", [*LIMITS, *OURS], 1, {"lines": 1_000_000}),
    Entry("exit-loss", OURS, 1),
    Entry("beat", [*LIMITS, *OURS], 1, {"seconds": 3}),
    Entry("chatter", OURS, 1, {"seconds": 3}),
    Entry("fleet", OURS, 1, {"children": 1, "idle": 3}),
    Entry("fleet", OURS, 1, {"children": 100, "idle": 3}),
    Entry("cold", OURS, 1),
    Entry("end", OURS, 1),
    Entry("version", OURS, 1),
    Entry("restart", OURS, 1, {"kills": 3}),
    Entry("crash-loop", OURS, 1, {"kills": 3}),
    Entry("kill", OURS, 1),
    Entry("grand", OURS, 1),
    Entry("launch-cost", OURS, 1, {"launches": 50}),
    Entry("exits", OURS, 1, {"exits": 50}),
    Entry("launches", OURS, 1, {"launches": 200}),
]
