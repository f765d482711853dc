"""`folkways web`: a folder of runs in the browser."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

import typer


def command(
    runs: Annotated[Path, typer.Argument(help="Folder that holds runs and folders of dialogues.")] = Path("runs"),
    host: Annotated[str, typer.Option(help="Address to listen on; by default only this machine can reach it.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = 8321,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = True,
) -> None:
    """Look through a folder of runs: their scores, every question, two runs side by side; conversations. Read only.

    Example:

        folkways web runs --port 8321
    """
    from folkways.cli.console import console
    from folkways.cli.result import judge
    from folkways.errors import InputError

    try:
        import uvicorn

        from folkways.web.app import create_app
    except ImportError as error:
        raise InputError(f"the app needs {error.name}", mend="install folkways[web]") from error
    from folkways.web.guard import is_loopback

    app = create_app(runs, judge, hosts=(host, socket.gethostname()))
    listening = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    say = console()
    if not is_loopback(host):
        say.print(
            f"[yellow]warning:[/yellow] {host} can be reached from other machines, and there is no password: whoever "
            "reaches it reads these runs",
            soft_wrap=True,
        )
    say.print(f"{runs} is at [bold]{address}[/bold] (Ctrl+C ends it)", soft_wrap=True)
    if open_:
        import webbrowser

        webbrowser.open(address)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket; requests that come before the app is up wait in its queue."""
    from folkways.errors import InputError

    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InputError(
            f"cannot listen on {host}, port {port} ({error.strerror or error})", mend="choose another --port or --host"
        ) from error
