"""Starting positions of levers in a playbook."""

from wargame.engine.play import scenario_of
from wargame.playbook.load import bundled_playbooks


def test_a_starting_position_is_kept_whole_where_the_default_is_a_whole_number(tmp_path):
    text = bundled_playbooks()["long_view"].read_text()
    changed = text.replace("levers: {chip_control_tier: high_end}",
                           "levers: {chip_control_tier: high_end, chip_enforcement: 0.25}")
    assert changed != text
    path = tmp_path / "changed.yaml"
    path.write_text(changed)
    scenario = scenario_of(path)
    row = scenario.start["chip_enforcement"]
    assert row[scenario.seat("us").position] == 0.25
