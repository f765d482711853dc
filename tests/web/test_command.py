"""`folkways web` on the command line."""

import http.client
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

RUN = "import folkways.cli as c; from folkways.cli.web import command; c.app.command('web')(command); c.main()"


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", RUN, "web", *arguments], stderr=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str], until: str) -> str:
    """What it prints up to a line with this text."""
    assert process.stderr is not None
    text = ""
    for line in process.stderr:
        text += line
        if until in line:
            break
    return text


def test_the_command_serves_the_folder_and_says_where(made: Path) -> None:
    process = start(str(made), "--port", "0", "--no-open")
    try:
        text = said(process, "http://")
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", text)
        assert found, text
        assert "warning" not in text
        connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=30)
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert answer.status == 200
        assert "llama-8b" in answer.read().decode()
        connection.close()
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_an_address_that_others_can_reach_prints_a_warning(made: Path) -> None:
    process = start(str(made), "--host", "0.0.0.0", "--port", "0", "--no-open")
    try:
        assert "can be reached from other machines" in said(process, "http://")
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.parametrize("what", ["port", "folder"])
def test_a_taken_port_and_a_missing_folder_are_said_in_one_line(made: Path, tmp_path: Path, what: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1] if what == "port" else 0
        folder = made if what == "port" else tmp_path / "none"
        process = start(str(folder), "--port", str(port), "--no-open")
        text = said(process, "never said")
        assert process.wait(timeout=20) != 0
    assert ("cannot listen" if what == "port" else "no such folder") in text
    assert "Mend: " in text
    assert "Traceback" not in text
