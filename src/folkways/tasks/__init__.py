"""Our surveys in other people's harnesses, and their logs in ours: Inspect and lm-evaluation-harness."""
