"""What follows from ways: chokepoints, capacity, trade-offs and choice between them.

Nothing here searches: a search is handed in, so that routing stays a neighbour.
"""
