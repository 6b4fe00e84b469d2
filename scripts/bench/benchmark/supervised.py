"""A supervisor under way with its jobs, in a folder of its own."""

import itertools
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass

from . import processes, workspace
from .waiting import wait_for

_serial = itertools.count(1)


class SupervisorEnded(Exception):
    """The supervisor did not live to run its job."""


@dataclass(frozen=True)
class Job:
    """A program that a supervisor keeps running."""

    name: str
    argv: list[str]
    instances: int = 1

    def instance_names(self) -> list[str]:
        if self.instances == 1:
            return [self.name]
        return [f"{self.name}-{index:04}" for index in range(self.instances)]


class Supervised:
    """Starts the supervisor; leaving the block ends whatever is left of it, by the cookie that its processes inherit."""

    def __init__(self, supervisor, workload: str, *args: object, instances: int = 1, restart: bool = False):
        self.supervisor = supervisor
        self.cookie = f"BENCH_RUN={os.getpid()}.{next(_serial)}"
        self.folder = workspace.RUNS / self.cookie.partition("=")[2]
        self.marks = self.folder / "marks"
        self.marks.mkdir(parents=True)
        self.job = Job("job", workspace.workload(workload, self.marks, *args), instances)
        self.argv = supervisor.command(self.folder, self.job, restart)

    def __enter__(self):
        name, _, value = self.cookie.partition("=")
        inherited = {key: os.environ[key] for key in ("PATH", "LANG", "DOTNET_ROOT") if key in os.environ}
        environment = {**inherited, "HOME": str(self.folder), name: value, **self.supervisor.environment(self.folder)}
        stdout = self.folder / "stdout" if self.supervisor.logs_to_stdout else os.devnull
        with open(stdout, "wb") as output, open(self.folder / "stderr", "wb") as error:
            self.started_ns = time.monotonic_ns()
            self.process = subprocess.Popen(
                self.argv, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=error, start_new_session=True
            )
        return self

    def __exit__(self, *_):
        while left := processes.with_variable(self.cookie):
            for pid in left:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.05)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def children(self) -> list[int]:
        """The processes of the workload."""
        return [pid for pid in processes.with_variable(self.cookie) if processes.command(pid) in workspace.WORKLOADS]

    def overhead(self) -> list[int]:
        """All other processes: the supervisor, its loggers and helpers."""
        return [pid for pid in processes.with_variable(self.cookie) if processes.command(pid) not in workspace.WORKLOADS]

    def marked(self, name: str) -> list[list[str]]:
        """The lines, as words, that the workload has told under a name."""
        try:
            text = (self.marks / name).read_text()
        except FileNotFoundError:
            return []
        return [line.split() for line in text.splitlines(keepends=True) if line.endswith("\n")]

    def await_started(self, count: int, timeout_seconds: float = 60) -> list[tuple[int, int]]:
        """First instruction (monotonic nanoseconds) and pid of each process of the workload, once there are as many."""

        def all_started() -> list[list[str]] | None:
            if self.process.poll() is not None:
                error = (self.folder / "stderr").read_text(errors="replace")[-300:]
                raise SupervisorEnded(f"{self.supervisor.name} ended with {self.process.returncode}: {error.strip()}")
            started = self.marked("started")
            return started if len(started) >= count else None

        lines = wait_for(all_started, f"{count} started", timeout_seconds, interval_seconds=0.005)
        return sorted((int(first_ns), int(pid)) for first_ns, pid in lines)

    def go(self) -> None:
        (self.marks / "go").touch()

    def logs(self) -> list[str]:
        return [str(path) for path in self.supervisor.logs(self.folder, self.job) if path.exists()]

    def log_bytes(self) -> int:
        return sum(os.stat(path).st_size for path in self.logs())

    def stop(self) -> None:
        """Asks the supervisor to end, as its manual says."""
        os.kill(self.process.pid, self.supervisor.stop_signal)
