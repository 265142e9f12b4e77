"""The maintainers' command that looks for gaps in the map data and keeps them as a table."""
