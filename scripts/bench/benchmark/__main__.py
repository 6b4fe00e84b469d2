"""The command line."""

import argparse
import inspect
import resource
import subprocess
import sys
from pathlib import Path

from . import measurements, report, suite, supervisors, workspace
from .machine import describe
from .supervised import SupervisorEnded
from .waiting import TooLate

README = Path(__file__).parent.parent / "README.md"


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench/run", description="Measures supervisors on the same work.")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("measure", help="one measurement of some supervisors, added to the results")
    one.add_argument("measurement", choices=measurements.BY_NAME)
    one.add_argument("supervisors", nargs="+", metavar="supervisor", choices=supervisors.BY_NAME, help=", ".join(supervisors.BY_NAME))
    one.add_argument("--repetitions", type=int, default=3)
    one.add_argument("--set", action="append", default=[], metavar="OPTION=NUMBER", help="such as children=100; a wrong name lists them")
    whole = commands.add_parser("suite", help="everything, anew, and the README's table from it")
    whole.add_argument("--at-most", type=int, metavar="REPETITIONS", default=sys.maxsize, help="fewer repetitions of each")
    whole.add_argument("--quick", action="store_true", help="a repetition each and less of the long ones: is everything in order?")
    commands.add_parser("report", help="the README's table from the results so far")
    arguments = parser.parse_args()

    # The fleets need descriptors; what the supervisors inherit is the same for all.
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    match arguments.command:
        case "measure":
            options = options_of(arguments.measurement, arguments.set)
            return repeat(suite.Entry(arguments.measurement, arguments.supervisors, arguments.repetitions, options))
        case "suite":
            workspace.RESULTS.unlink(missing_ok=True)
            workspace.save(describe())
            failures = sum(repeat(entry, arguments.at_most) for entry in suite.entries(arguments.quick))
            report.refill(README)
            return min(failures, 1)
        case "report":
            report.refill(README)
    return 0


def options_of(measurement: str, settings: list[str]) -> dict[str, int]:
    known = [name for name in inspect.signature(measurements.BY_NAME[measurement]).parameters if name != "supervisor"]
    options = dict(setting.split("=", 1) for setting in settings)
    for name in options.keys() - set(known):
        sys.exit(f"{measurement} has no option {name!r}; it has: {', '.join(known) or 'none'}")
    return {name: int(value) for name, value in options.items()}


def repeat(entry: suite.Entry, at_most: int = sys.maxsize) -> int:
    """The supervisors take turns, each time another first, so that the machine's drift meets all alike. Returns how many repetitions failed."""
    failures = 0
    for repetition in range(min(entry.repetitions, at_most)):
        first = repetition % len(entry.supervisors)
        for name in [*entry.supervisors[first:], *entry.supervisors[:first]]:
            result = {"measurement": entry.measurement, "supervisor": name, "repetition": repetition}
            try:
                result |= measurements.BY_NAME[entry.measurement](supervisors.BY_NAME[name], **entry.options)
            except (TooLate, SupervisorEnded, subprocess.CalledProcessError, OSError) as failure:
                result |= {**entry.options, "error": str(failure)}
                failures += 1
            workspace.save(result)
    return failures


sys.exit(main())
