import mesa
import numpy as np
import pytest

from wargame.batch.analysis.accounts import Payoff, accounts
from wargame.batch.bridges import mesa_frame, mesa_parameters
from wargame.engine.model import WargameModel
from wargame.engine.scenario import ScenarioError

pettingzoo = pytest.importorskip("pettingzoo")


@pytest.mark.parametrize("actions", ["dict", "flat"])
def test_the_environment_passes_pettingzoos_parallel_test(long_view, actions):
    from pettingzoo.test import parallel_api_test

    from wargame.batch.bridges import parallel_env

    parallel_api_test(parallel_env(long_view, actions=actions), num_cycles=8)


def test_equal_seeds_give_equal_games(long_view):
    from pettingzoo.test import parallel_seed_test

    from wargame.batch.bridges import parallel_env

    parallel_seed_test(lambda: parallel_env(long_view, ["meta", "openai", "us", "eu_regulator"]),
                       num_cycles=8)


def test_observations_stay_in_their_space_and_show_no_rivals_secret(long_view):
    from wargame.batch.bridges import parallel_env

    env = parallel_env(long_view, ["meta"])
    names = env._seats["meta"].view.names
    assert "me.cash" in names
    assert "world.open_token_share" in names
    assert "labs.openai.closed_price" in names
    assert not [n for n in names if n.startswith("labs.meta.")]
    assert "labs.openai.cash" not in names
    seen, told = env.reset(seed=4)
    assert env.observation_space("meta").contains(seen["meta"])
    assert told["meta"] == {"seed": 4, "future": 0, "tick": 0}
    while env.agents:
        seen, *_ = env.step({"meta": env.action_space("meta").sample()})
        assert all(env.observation_space(a).contains(s) for a, s in seen.items())
    assert seen["meta"][names.index("me.cash")] == env._play.rows["cash"][
        long_view.scenario.seat("meta").position, 0]


def test_orders_of_the_agents_are_those_of_people_at_the_table(long_view):
    from wargame.batch.bridges import parallel_env

    env = parallel_env(long_view, ["meta"])
    env.reset(seed=2)
    table = long_view.table(2)
    order = {"release_mode": 0, "research_share": 0.5}
    while not table.over:
        env.step({"meta": order})
        table.play_turn({"meta": order})
    assert env._play.state_hash() == table.game.state_hash()
    with pytest.raises(ScenarioError, match="call reset"):
        env.step({"meta": order})


def test_rewards_add_up_to_the_payoff_of_the_game(long_view, games):
    from wargame.batch.bridges import parallel_env

    payoff = Payoff(end={"cash": 1.0}, yearly={"openness*complement_gain": 2.0})
    env = parallel_env(long_view, ["meta"], payoffs={"meta": payoff})
    env.reset(seed=1)
    start = float(env._play.rows["cash"][long_view.scenario.seat("meta").position, 0])
    total = 0.0
    while env.agents:
        _, rewards, *_ = env.step({})
        total += rewards["meta"]
    held = accounts(games, {"meta": payoff}, [0])[0, 0]
    # Nobody ordered anything, so the seat's own strategy played it.
    assert total + start == pytest.approx(held)


def test_episodes_without_a_seed_are_different_futures(long_view):
    from wargame.batch.bridges import parallel_env

    env = parallel_env(long_view, ["meta"])
    env.reset(seed=7)
    _, told = env.reset()
    assert told["meta"]["future"] == 1
    with pytest.raises(ScenarioError, match="not there"):
        parallel_env(long_view, ["meta"], payoffs={"meta": Payoff(end={"gold": 1.0})})


def test_mesas_batch_run_ends_where_our_games_do(long_view, games):
    rows = mesa.batch_run(
        WargameModel, mesa_parameters("long_view", seed=1, futures=2,
                                      seats={"meta": ["fast_follower", "platform"]}),
        number_processes=1, data_collection_period=-1, display_progress=False)
    frame = mesa_frame(rows)
    assert list(frame["future"]) == [0, 1, 0, 1]
    for name, part in frame.groupby("meta"):
        ours = games.seated({"meta": name}).play([0, 1], ["open_token_share"])
        assert np.array_equal(part["open_token_share"].to_numpy(), ours["open_token_share"])
    with pytest.raises(ScenarioError, match="at least one future"):
        mesa_parameters("long_view", futures=0)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of the workbench and what it imports
def test_the_workbench_plays_the_same_games(games):
    ema = pytest.importorskip("ema_workbench", exc_type=ImportError)
    from wargame.batch.bridges import workbench_model

    model = workbench_model(games, ["us_regulator.liability_regime"], ["open_token_share"],
                            uncertainties=["compute_growth"])
    experiments, outcomes = ema.perform_experiments(model, scenarios=3, policies=2)
    assert len(experiments) == 6
    for at, row in experiments.iterrows():
        ours = games.play([int(row["luck"])], ["open_token_share"], settings={
            "compute_growth": np.array([row["compute_growth"]]),
            "us_regulator.liability_regime": np.array(
                [float(row["us_regulator__liability_regime"])])})
        assert outcomes["open_token_share"][at] == ours["open_token_share"][0]
