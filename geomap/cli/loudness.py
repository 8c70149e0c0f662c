"""The flags of every command that say how much it tells: -q nothing but errors, -v all of it."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

Quiet = Annotated[
    bool,
    typer.Option("-q", "--quiet", help="Tell nothing but errors; what was asked for goes to standard output as ever."),
]
Verbose = Annotated[
    bool, typer.Option("-v", "--verbose", help="Tell every reject and remark, not the first ones alone.")
]
_FLAGS = {"quiet": Quiet, "verbose": Verbose}


def with_loudness(command: Callable[..., None]) -> Callable[..., None]:
    """The command with -q and -v among its options."""

    @wraps(command)
    def run(*args: Any, quiet: bool = False, verbose: bool = False, **kwargs: Any) -> None:  # noqa: ANN401 - any command's
        from geomap.cli import show

        show.set_loudness(quiet=quiet, verbose=verbose)
        command(*args, **kwargs)

    own = inspect.signature(command)
    flags = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=kind)
        for name, kind in _FLAGS.items()
    ]
    run.__signature__ = own.replace(parameters=[*own.parameters.values(), *flags])  # type: ignore[attr-defined]
    run.__annotations__ = {**command.__annotations__, **_FLAGS}
    return run
