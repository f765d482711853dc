"""`python -m folkways.cli`."""

from folkways.cli import main

main()
