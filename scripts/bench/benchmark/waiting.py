"""Waiting for something to become true."""

import time
from collections.abc import Callable


class TooLate(Exception):
    """What was waited for did not happen in time."""


def wait_for(condition: Callable[[], object], what: str, timeout_seconds: float, interval_seconds: float = 0.002):
    """Returns the condition's first true value."""
    deadline = time.monotonic() + timeout_seconds
    while True:
        if value := condition():
            return value
        if time.monotonic() > deadline:
            raise TooLate(f"{what}: not within {timeout_seconds} s")
        time.sleep(interval_seconds)
