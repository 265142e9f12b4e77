from pathlib import Path

import numpy as np
import pytest

from graph.errors import DataError
from graph.model import Mode
from graph.network import MODES, ArcKind, Network
from graph.network.mend import COLUMNS, RULES, read_bridges

GOOD = "rail,shortcut,1.0,2.0,1.001,2.0,0.11,,"


def table(folder: Path, *rows: str) -> Path:
    path = folder / "own.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows, ""]))
    return path


def test_a_sound_table_is_read(tmp_path: Path) -> None:
    found = read_bridges(Mode.RAIL, table(tmp_path, GOOD, GOOD.replace("rail", "road", 1)))
    assert found.km.tolist() == [0.11]
    assert found.rule.tolist() == [RULES.index("shortcut")]


def test_all_faults_are_told_at_once_with_row_and_field(tmp_path: Path) -> None:
    rows = (
        GOOD,
        GOOD.replace("shortcut", "guess"),
        GOOD.replace("1.0,2.0", "91,nan", 1).replace("0.11", "-"),
        GOOD + ",more",
        "ship,shortcut",
    )
    with pytest.raises(DataError) as caught:
        read_bridges(Mode.RAIL, table(tmp_path, *rows))
    faults = "\n".join(caught.value.faults)
    for part in (
        "own.csv row 3: rule: 'guess'",
        "own.csv row 4: a_lat: '91'",
        "own.csv row 4: a_lon: 'nan'",
        "own.csv row 4: km: '-'",
        "own.csv row 5: has more cells",
        "own.csv row 6: a_lat: column is missing",
    ):
        assert part in faults
    assert "row 2" not in faults


@pytest.mark.parametrize("mode", [Mode.RAIL, Mode.ROAD])
def test_bridges_of_the_shipped_table_keep_to_the_reach_of_their_rules(mode: Mode) -> None:
    found = read_bridges(mode)
    reach = {"shortcut": 1.0, "dead-end": 10.0 * 1.15}
    for rule, km in reach.items():
        assert (found.km[found.rule == RULES.index(rule)] <= km * 1.01).all()


@pytest.mark.network
def test_no_rule_bridges_a_border(world: Network) -> None:
    bridged = world.bridges > 0
    assert bridged.any()
    assert (world.state[bridged] == world.other[bridged]).all()
    assert (world.kind[bridged] != ArcKind.GATE).all()
    land = [MODES.index(Mode.RAIL), MODES.index(Mode.ROAD)]
    assert np.isin(world.mode[bridged], land).all()


@pytest.mark.network
def test_nearly_all_bridges_are_found_in_the_installed_data(world: Network) -> None:
    for mode in (Mode.RAIL, Mode.ROAD):
        lost = int(world.facts[f"bridges_{mode.value}_not_found"])
        assert lost <= 0.01 * len(read_bridges(mode).km)
