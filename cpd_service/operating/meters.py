"""Figures for Prometheus: what is asked for, how long it takes, what became of commands."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # bounds of the histogram's buckets


class Meters:
    """The figures of one service; several can live in one process, each with its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        Gauge("cpd_info", "The version that runs", ["version"], registry=self.registry).labels(
            version("cpd-desktop")
        ).set(1)
        self._requests = Counter(
            "cpd_requests", "Requests answered", ["method", "route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "cpd_request_seconds",
            "From a request's head to the end of its answer",
            ["route"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.under_way = Gauge("cpd_requests_under_way", "Requests being answered", registry=self.registry)
        self._commands = Counter(
            "cpd_commands", "Commands and what became of them", ["kind", "status"], registry=self.registry
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def decided(self, tally: Mapping[tuple[str, str], int]) -> None:
        """Count commands by (kind, status); those that were repeated were counted when they came first."""
        for (kind, status), count in tally.items():
            self._commands.labels(kind, status).inc(count)


@contextmanager
def served(meters: Meters, host: str, port: int) -> Generator[int]:
    """Serve the figures at ``/metrics`` of an address of its own while the block lasts; gives the port.

    Not the service's address: whoever reaches that from outside shall not read them. Raises OSError where it is taken.
    """
    server, thread = start_http_server(port, host, meters.registry)
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
