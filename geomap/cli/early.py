"""Begins what takes a second and needs nothing of the command yet."""


def start_workers_early(workers: int | None) -> None:
    """Let the process that workers come from import geomap while this one does."""
    if workers and workers > 1:
        from geomap.pool import get_ready

        get_ready()
