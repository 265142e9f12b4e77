"""`python -m graph` is the `corridor` command."""

from graph.cli import main

main()
