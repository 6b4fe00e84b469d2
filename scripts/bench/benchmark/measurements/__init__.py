"""The measurements by name: each takes a supervisor and options, and returns one repetition's figures."""

from .beat import measure_beat, measure_chatter
from .edges import measure_cold_start, measure_end, measure_version
from .fleet import measure_fleet
from .inside import measure_exits, measure_launch_cost, measure_launches
from .leftovers import measure_grandchildren, measure_supervisor_killed
from .log import measure_blocks, measure_exit_loss, measure_lines
from .restart import measure_crash_loop, measure_restart

BY_NAME = {
    "log": measure_blocks,
    "log-lines": measure_lines,
    "exit-loss": measure_exit_loss,
    "beat": measure_beat,
    "chatter": measure_chatter,
    "fleet": measure_fleet,
    "cold": measure_cold_start,
    "end": measure_end,
    "version": measure_version,
    "restart": measure_restart,
    "crash-loop": measure_crash_loop,
    "kill": measure_supervisor_killed,
    "grand": measure_grandchildren,
    "exits": measure_exits,
    "launches": measure_launches,
    "launch-cost": measure_launch_cost,
}
