"""Saved results, asked for by measurement and supervisor."""

import statistics


def median(values: list[float]) -> float:
    return statistics.median(values)


class Figures:
    def __init__(self, results: list[dict]):
        self._results = results

    def of(self, measurement: str, supervisor: str | None = None, **options: int) -> list[dict]:
        wanted = {"measurement": measurement, **({"supervisor": supervisor} if supervisor else {}), **options}
        return [result for result in self._results if wanted.items() <= result.items()]

    def median(self, key: str, measurement: str, supervisor: str, **options: int) -> float | None:
        values = [result[key] for result in self.of(measurement, supervisor, **options) if result.get(key) is not None]
        return median(values) if values else None

    def sets(self, measurement: str) -> list[list[dict]]:
        """The repetitions that belong together, in the order in which they were first measured."""
        sets: dict[tuple, list[dict]] = {}
        for result in self.of(measurement):
            number = result.get("children") if measurement == "fleet" else None
            sets.setdefault((number, result["supervisor"]), []).append(result)
        return list(sets.values())
