"""Time of `import folkways` and of `folkways --help`, each in a fresh process; the best of several.

python benchmarks/import_time.py
"""

from __future__ import annotations

import subprocess
import sys
import time

LIMIT = 0.5
COMMANDS = {
    "import folkways": [sys.executable, "-c", "import folkways"],
    "import folkways; folkways.Survey, align": [sys.executable, "-c", "from folkways import Survey, align"],
    "folkways --help": [sys.executable, "-m", "folkways.cli", "--help"],
    "python -c pass": [sys.executable, "-c", "pass"],
}


def best_of(command: list[str], repeats: int = 5) -> float:
    found = []
    for _ in range(repeats):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - start)
    return min(found)


def main() -> int:
    worst = 0.0
    for name, command in COMMANDS.items():
        seconds = best_of(command)
        print(f"{seconds:.3f} s  {name}")
        if name in ("import folkways", "folkways --help"):
            worst = max(worst, seconds)
    print(f"limit for import and --help: {LIMIT} s; worst: {worst:.3f} s")
    return 0 if worst < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
