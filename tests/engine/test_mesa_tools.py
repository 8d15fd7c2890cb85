"""Mesa's own tools work on a `WargameModel`: agents, data collector, batch runs and SolaraViz."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import mesa
import numpy as np
import pytest

from wargame.engine.agents import Lab, Nation, Regulator
from wargame.engine.model import WargameModel
from wargame.engine.play import Game


def test_actors_are_mesa_agents_of_their_kind(long_view: Game) -> None:
    model = WargameModel(long_view.scenario)
    kinds = {kind: len(agents) for kind, agents in model.agents_by_type.items()}
    assert kinds == {Lab: 7, Nation: 6, Regulator: 3}
    meta = next(a for a in model.agents if a.actor == "meta")
    assert meta.value("cash") == long_view.table(1).game.rows["cash"][meta.seat.position, 0]
    cash = model.agents_by_type[Lab].agg("actor", list)
    assert sorted(cash) == sorted(s.actor for s in long_view.scenario.seats if s.kind == "lab")


def test_the_data_collector_has_every_metric_of_every_quarter(long_view: Game) -> None:
    model = WargameModel("long_view", game_seed=4)
    model.run_model()
    frame = model.datacollector.get_model_vars_dataframe()
    table = long_view.play(4).table
    assert len(frame) == 24
    assert set(frame.columns) == set(long_view.scenario.program.metrics)
    for row, metrics in zip(frame.to_dict("records"), table.trace[1:], strict=True):
        assert row == dict(metrics)
    assert model.value("open_token_share") == frame["open_token_share"].iloc[-1]


def test_a_batch_run_varies_seeds_and_strategies_and_ends_where_the_table_does(
        long_view: Game) -> None:
    rows = mesa.batch_run(
        WargameModel, {"playbook": "long_view", "game_seed": [1, 2],
                       "meta": ["fast_follower", "platform"]},
        number_processes=1, iterations=1, data_collection_period=-1, display_progress=False)
    assert len(rows) == 4
    for row in rows:
        played = long_view.seated(meta=row["meta"]).play(row["game_seed"])
        assert row["open_token_share"] == played.turns[-1].after["open_token_share"]


def test_a_batch_run_keeps_each_quarter() -> None:
    rows = mesa.batch_run(WargameModel, {"playbook": "long_view"}, number_processes=1,
                          data_collection_period=1, display_progress=False)
    shares = [row["open_token_share"] for row in rows]
    assert len(shares) == 24
    assert np.all(np.diff(shares) != 0)


def test_mesas_own_generator_changes_nothing() -> None:
    one, other = WargameModel(rng=1), WargameModel(rng=2)
    for model in (one, other):
        model.step()
    assert one.state_hash() == other.state_hash()


def viz() -> tuple[Any, Any]:
    solara = pytest.importorskip("solara")
    if version("mesa") < "3.4" and not hasattr(solara.v, "TabsItems"):
        pytest.skip("Mesa 3.3 draws its tabs with ipyvuetify before 3")
    from mesa import visualization

    return solara, visualization


@pytest.mark.filterwarnings("ignore:.*`use_state` found despite early return:UserWarning")
def test_solara_viz_draws_a_model_as_it_is_played() -> None:
    solara, visualization = viz()
    model = WargameModel("long_view")
    drawn: list[int] = []

    @solara.component
    def shown(model: WargameModel) -> Any:
        visualization.utils.update_counter.get()
        drawn.append(model.tick)
        return solara.Text(f"Quarter {model.tick}")

    page = visualization.SolaraViz(
        model, components=[shown, visualization.make_plot_component("open_token_share")],
        model_params={"playbook": "long_view", "game_seed": 1}, name="The Long View")
    _, context = solara.render(page, handle_error=False)
    assert drawn
    model.step()
    visualization.solara_viz.force_update()
    assert drawn[-1] == 1
    context.close()
