"""What differs from one supervisor to the next."""

import signal
from pathlib import Path

from ..supervised import Job


class Supervisor:
    """How a supervisor is told to run a job, how it is stopped, and where the job's output is found."""

    name = ""
    stop_signal = signal.SIGTERM
    restarts = True

    # Whether the job's output is what the supervisor itself prints.
    logs_to_stdout = False

    # How much of a log measurement it gets: the slow ones would take minutes for all of it. Rates stay comparable.
    log_share = 1.0

    def command(self, folder: Path, job: Job, restart: bool) -> list[str]:
        """Writes what the supervisor needs into the folder and returns the words that start it."""
        raise NotImplementedError

    def environment(self, folder: Path) -> dict[str, str]:
        return {}

    def logs(self, folder: Path, job: Job) -> list[Path]:
        """The files of the job's first instance, the oldest first."""
        return [folder / "stdout"] if self.logs_to_stdout else [folder / f"{job.instance_names()[0]}.log"]


def write(path: Path, text: str, executable: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    if executable:
        path.chmod(0o755)
