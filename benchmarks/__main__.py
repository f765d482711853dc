"""All benchmarks one after another, as Markdown: `python benchmarks > results.md`. About half an hour."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

RUNS = (
    ("Label probabilities", ("engine.py",)),
    ("Another architecture, random weights", ("engine.py", "--model", "gpt_neox", "--questions", "3")),
    ("How exact", ("precision.py", "--questions", "2")),
    ("Adapters", ("adapters.py",)),
    ("Cultures in one batch", ("hyper.py",)),
    ("Scores and intervals", ("scoring.py",)),
    ("Opinions that are alike", ("dialogues_dedupe.py",)),
    ("Start", ("import_time.py",)),
)


def processor() -> str:
    info = Path("/proc/cpuinfo")
    names = [line for line in info.read_text().splitlines() if line.startswith("model name")] if info.exists() else []
    return names[0].partition(":")[2].strip() if names else platform.processor() or platform.machine()


def main() -> None:
    folder = Path(__file__).parent
    import torch
    import transformers

    print(f"{processor()}, {os.cpu_count()} cores; Python {platform.python_version()}, torch {torch.__version__}, "
          f"transformers {transformers.__version__}", flush=True)  # fmt: skip
    for title, command in RUNS:
        print(f"\n## {title}\n\n`python benchmarks/{' '.join(command)}`\n", flush=True)
        done = subprocess.run(
            [sys.executable, str(folder / command[0]), *command[1:]], stdout=subprocess.PIPE, text=True
        )
        print(done.stdout.strip() if done.returncode == 0 else f"failed with {done.returncode}", flush=True)


if __name__ == "__main__":
    main()
