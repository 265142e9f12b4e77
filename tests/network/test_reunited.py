import numpy as np

from graph.network.reunited import Lines, shared


def lines(*rows: tuple[int, int, float]) -> Lines:
    a, b, km = zip(*rows, strict=True)
    return Lines(np.array(a), np.array(b), np.array(km))


def test_a_ban_that_cuts_nothing_off_stays() -> None:
    # 0-1-2 is the old line, 0-3-2 the fast one.
    ring = lines((0, 1, 50.0), (1, 2, 50.0), (0, 3, 40.0), (3, 2, 40.0))
    assert not shared(ring, np.array([False, False, True, True])).any()


OLD_LINE = [
    (0, 1, 300.0), (1, 2, 2.0), (2, 3, 30.0), (3, 4, 30.0), (4, 5, 2.0), (2, 4, 50.0), (5, 6, 90.0)
]  # fmt: skip


def test_shared_tracks_at_both_ends_of_an_old_line_are_opened_again() -> None:
    # The old line 2-3-4 reaches the rest over tracks that it shares, 1-2 and 4-5.
    banned = np.array([False, True, False, False, True, True, False, False])
    found = shared(lines(*OLD_LINE, (6, 0, 400.0)), banned)
    assert np.flatnonzero(found).tolist() == [1, 4]


def test_a_far_end_stays_loose() -> None:
    banned = np.array([False, True, False, False, True, True, True, False])
    found = shared(lines(*OLD_LINE, (6, 0, 400.0)), banned)
    assert np.flatnonzero(found).tolist() == [1]


def test_a_piece_behind_another_is_joined_by_its_shortest_way() -> None:
    row = lines((0, 1, 100.0), (1, 2, 9.0), (2, 3, 5.0), (3, 4, 7.0), (4, 5, 6.0), (3, 4, 8.0))
    banned = np.array([False, True, False, True, False, True])
    assert np.flatnonzero(shared(row, banned)).tolist() == [1, 3]


def test_of_two_tracks_the_shorter_is_opened() -> None:
    row = lines((0, 1, 100.0), (1, 2, 4.0), (1, 2, 3.0), (2, 3, 5.0))
    assert shared(row, np.array([False, True, True, False])).tolist() == [
        False, False, True, False
    ]  # fmt: skip
