"""usage: reference_supervisor.py FILE, a JSON object {"restart": bool, "jobs": [{"argv": [...], "log": PATH}, ...]}.

One thread; pipes read in 64 KiB, written to the logs as they come; restarts at once; SIGTERM and SIGINT stop everything.
"""

import json
import os
import selectors
import signal
import subprocess
import sys

READ_BYTES = 64 * 1024


class ReferenceSupervisor:
    def __init__(self, jobs: list[dict], restart: bool):
        self.restart = restart
        self.running: dict[int, tuple[subprocess.Popen, dict]] = {}
        self.selector = selectors.DefaultSelector()
        self.signals, wake_up = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self.selector.register(self.signals, selectors.EVENT_READ)
        signal.set_wakeup_fd(wake_up)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        for job in jobs:
            job["file"] = os.open(job["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
            self.start(job)

    def start(self, job: dict) -> None:
        process = subprocess.Popen(job["argv"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.running[process.pid] = (process, job)
        self.selector.register(process.stdout, selectors.EVENT_READ, job["file"])

    def stop(self, *_) -> None:
        self.restart = False
        for pid in list(self.running):
            os.kill(pid, signal.SIGTERM)

    def supervise(self) -> None:
        while self.running:
            for key, _ in self.selector.select():
                if key.fd == self.signals:
                    self.reap()
                else:
                    self.capture(key)

    def reap(self) -> None:
        os.read(self.signals, 4096)
        while self.running:
            pid, _ = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            _, job = self.running.pop(pid)
            if self.restart:
                self.start(job)

    def capture(self, key: selectors.SelectorKey) -> None:
        if output := os.read(key.fd, READ_BYTES):
            os.write(key.data, output)
        else:
            self.selector.unregister(key.fileobj)
            key.fileobj.close()


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        ReferenceSupervisor(**json.load(file)).supervise()
