"""The machine, and the versions of what is measured on it."""

import json
import os
import platform
import subprocess
import time

from . import workspace

DEBIAN_PACKAGES = ["supervisor", "runit", "s6", "ruby-foreman"]
NODE_PACKAGES = ["pm2", "concurrently"]


def describe() -> dict:
    return {
        "measurement": "machine",
        "date": time.strftime("%Y-%m-%d"),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "kernel": platform.release().split("-")[0],
        "system": platform.freedesktop_os_release()["PRETTY_NAME"],
        "beacon": output("git", "rev-parse", "--short", "HEAD"),
        "versions": versions(),
    }


def versions() -> str:
    packages = output("dpkg-query", "--show", "--showformat", "${Package} ${Version}, ", *DEBIAN_PACKAGES)
    return packages + ", ".join(f"{name} {version_of(name)}" for name in NODE_PACKAGES)


def version_of(package: str) -> str:
    try:
        return json.loads((workspace.ROOT / "npm/node_modules" / package / "package.json").read_text())["version"]
    except FileNotFoundError:
        return "missing"


def output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()
    except FileNotFoundError:
        return ""
