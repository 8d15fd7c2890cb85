"""A small batch from beginning to end: answers, report, commands."""

import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from wargame.batch.analysis.answers import answers
from wargame.batch.analysis.contrasts import Grid, axes_of
from wargame.batch.analysis.headlines import headlines
from wargame.batch.analysis.pairing import saving
from wargame.batch.analysis.policies import equilibrium_of
from wargame.batch.analysis.wording import mix_words
from wargame.batch.load import bundled_experiments, load_experiment
from wargame.batch.spec import BatchError
from wargame.batch.sweeping import sweep
from wargame.cli.application import application

EQUILIBRIUM = {
    "question": "Does Meta keep releasing?",
    "seats": {"meta": {"open": {"levers": {"release_mode": "open_restricted"}},
                       "closed": {"levers": {"release_mode": "closed"}}}},
    "profile": {"meta": "open"}, "knobs": ["cross_elasticity"], "futures": 6}


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    return sweep(
        "long_view", options={
            "liability": {"none": {"levers": {"regulators": {"liability_regime": "none"}}},
                          "strict": {"levers": {"regulators": {"liability_regime": "strict"}}}},
            "weights": {"as_played": {}, "closed": {"levers": {"labs": {
                "release_mode": "closed"}}}}},
        points=48, design={"kind": "latin_hypercube", "points": 48}, title="A small batch",
        question="What do liability and closed weights do?", seed=5, equilibrium=EQUILIBRIUM,
        outcomes=[{"metric": "open_token_share", "direction": "higher", "at_least": 0.3,
                   "label": "Open <share>"},
                  {"metric": "incident_rate", "direction": "lower"}],
        into=tmp_path_factory.mktemp("batch") / "small", watch=False, compiled=False)


@pytest.fixture(scope="module")
def found(results):
    return answers(results)


def test_answers_count_and_compare_what_the_result_set_holds(results, found):
    share = results.values("open_token_share")[0]
    for told in found.satisfied:
        row = results.mixes.index(told.mix)
        assert told.met == int((share[row] >= 0.3).sum())
        assert told.futures == 48
    assert found.robust == max(found.satisfied, key=lambda s: s.met).mix
    judged = found.judge("open_token_share")
    against = next(d for d in judged.differences if d.mix == "liability=none, weights=closed")
    gap = share[results.mixes.index(against.mix)] - share[results.mixes.index(against.against)]
    assert against.mean == pytest.approx(gap.mean())
    assert against.worse == int((gap < 0).sum())
    assert len(found.assumptions) == len(results.columns)
    base = results.mixes.index(results.baseline)
    if found.robust != found.baseline:
        good, other = (share[results.mixes.index(found.robust)] >= 0.3), (share[base] >= 0.3)
        assert (found.against.only, found.against.only_other) == (
            int((good & ~other).sum()), int((other & ~good).sum()))
        assert found.against.words in headlines(found)[0]
    assert "‘Incident rate’ has no threshold and does not count in this." in headlines(found)[0]
    assert ("not the best choice" in headlines(found)[0]) == (found.robust not in found.front)
    assert all(a.source for a in found.assumptions)
    assert found.savings.by_outcome


def test_a_first_small_try_has_answers_that_say_what_is_too_few(tmp_path):
    small = sweep("long_view", mixes={"as_played": {}, "follower": {"meta": "fast_follower"}},
                  points=16, futures=2, watch=False, compiled=False, into=tmp_path / "small",
                  outcomes=[{"metric": "open_token_share", "direction": "higher",
                             "at_least": 0.5}])
    few = answers(small)
    assert few.judged[0].parts == ()
    assert few.judged[0].sample == 16
    assert all(f.box is None for f in few.failing)
    assert any("no simple rule tells them apart" in f.words or "too" in f.words
               for f in few.failing)


def test_more_futures_of_the_same_points_do_not_make_unknowns_stand_out(tmp_path):
    many = sweep("long_view", mixes={"as_played": {}, "closed": {"meta": "fast_follower"}},
                 points=64, futures=8, watch=False, compiled=False, into=tmp_path / "many",
                 outcomes=[{"metric": "open_token_share", "direction": "higher"}])
    judged = answers(many).judged[0]
    assert judged.sample == 64
    assert sum(p.clear for p in judged.parts) <= 3
    assert sum(p.part for p in judged.parts) <= 1.5 * judged.future_share


def test_effects_of_options_are_those_of_a_hand_worked_grid():
    mixes = ["a=0, b=0", "a=0, b=1", "a=1, b=0", "a=1, b=1"]
    values = np.array([[0.0, 1], [2, 3], [1, 2], [7, 9]])
    assert axes_of(mixes) == {"a": ("0", "1"), "b": ("0", "1")}
    grid = Grid(values, mixes, outcome="x")
    effect = next(c for c in grid.contrasts() if c.axis == "a")
    assert effect.found.mean == pytest.approx((1 + 1 + 5 + 6) / 4)
    joint = grid.contrast("a", "1", {"b": "1"}).found.mean - grid.contrast(
        "a", "1", {"b": "0"}).found.mean
    assert joint == pytest.approx(4.5)
    assert all(i.found.mean == pytest.approx(4.5) for i in grid.interactions())
    assert axes_of(["as played", "closed"]) == {}
    assert axes_of(mixes[:3]) == {}


def test_headlines_say_counted_futures_and_never_a_bare_share(found, results):
    lines = headlines(found)
    assert len(lines) >= 4
    assert f"{found.satisfied[0].met:,} of 48 futures" in lines[0]
    assert all(line.endswith(".") and line[0].isupper() for line in lines)


def test_the_question_about_equilibrium_is_asked_under_the_mixes(results):
    asked = equilibrium_of(results.study, policies=list(results.mixes[:2]))
    assert [p.policy for p in asked.policies] == list(results.mixes[:2])
    assert asked.policies[0].asked.futures == 6
    assert len(asked.tippings) == 1
    assert asked.names == {"meta": "Meta"}
    with pytest.raises(BatchError, match="no mix is called"):
        equilibrium_of(results.study, policies=["nobody"])


class Links(HTMLParser):
    """Everything in a page that a browser could fetch."""

    def __init__(self):
        super().__init__()
        self.fetched, self.tags = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.fetched += [v for n, v in attrs if n in {"src", "href", "xlink:href", "data"}
                         and not (v or "").startswith("#")]


def test_the_report_is_one_page_that_asks_nothing_of_anybody(results, tmp_path):
    from typer.testing import CliRunner

    into = tmp_path / "page.html"
    ran = CliRunner().invoke(application, [
        "batch", "report", str(results.folder), "--into", str(into), "--figures",
        str(tmp_path / "figures"), "--no-compiled"])
    assert ran.exit_code == 0, ran.output
    page = into.read_text(encoding="utf-8")
    links = Links()
    links.feed(page)
    assert links.fetched == []
    assert "script" not in links.tags
    assert not re.search(r"url\((?!#)|@import|http-equiv=.refresh", page)
    for section in ("What is robust", "Where it fails", "What matters", "Equilibrium",
                    "Assumptions", "Do it again"):
        assert section in page
    assert "Open &lt;share&gt;" in page
    assert "<share>" not in page
    assert "wargame batch show" in page
    told = answers(results)
    front, _, beaten = page.partition("not beaten on all outcomes at once: ")[2].partition(
        "</p>")[0].partition(". Beaten by one that is as good on each and better on one: ")
    assert 0 < len(told.front) < len(told.mixes)
    assert front.split("; ") == [mix_words(m) for m in told.front]
    assert beaten.rstrip(".").split("; ") == [
        f"{mix_words(m)} (by {mix_words(by)})" for m, by in told.beaten.items()]
    assert {*told.front, *told.beaten} == set(told.mixes)
    assert page.count("<svg") == len(list((tmp_path / "figures").glob("*.svg"))) >= 4


def test_the_report_in_json_and_a_place_that_cannot_be_written(results, tmp_path):
    from typer.testing import CliRunner

    ran = CliRunner().invoke(application, [
        "batch", "report", str(results.folder), "--into", str(tmp_path / "p.html"),
        "--no-equilibrium", "--json"])
    told = json.loads(ran.stdout)
    assert told["satisfied"][0]["futures"] == 48
    assert told["headlines"]
    (tmp_path / "file").write_text("")
    ran = CliRunner().invoke(application, [
        "batch", "report", str(results.folder), "--into", str(tmp_path / "file" / "p.html"),
        "--no-equilibrium"])
    assert ran.exit_code == 2
    assert "cannot be written" in ran.output


def test_equilibrium_rehearse_search_and_surprise_answer_as_json(results):
    from typer.testing import CliRunner

    def told(*words):
        ran = CliRunner().invoke(application, ["batch", *words, "--json"])
        assert ran.exit_code == 0, ran.output
        return json.loads(ran.stdout)

    asked = told("equilibrium", str(results.folder), "--futures", "3", "--policy",
                 results.mixes[0], "--knob", "cross_elasticity", "--no-compiled")
    assert asked["policies"][0]["profile"] == {"meta": "open"}
    assert asked["futures"] == 3
    found = told("search", "long_view", "--lever", "regulators.liability_regime", "--aim",
                 "open_token_share=mean-higher", "--aim", "incident_rate=at-most:500", "--futures",
                 "3", "--population", "4", "--generations", "1")
    assert found["games"] == 12
    moved = told("sensitivity", "long_view", "--outcome", "open_token_share", "--factor",
                 "compute_growth", "--size", "4")
    assert {i["factor"] for i in moved["open_token_share"]["indices"]} == {
        "compute_growth", "luck"}
    odd = told("surprise", "long_view", "--factor", "compute_growth", "--outcome",
               "open_token_share=0:1", "--population", "4", "--generations", "2")
    assert odd["rarest"]


@pytest.mark.parametrize(("words", "said"), [
    (["search", "long_view", "--lever", "us.nothing", "--aim", "gap_mean=lower"], "us.nothing"),
    (["search", "long_view", "--lever", "us.chip_enforcement", "--aim", "gap_mean=best"], "best"),
    (["search", "long_view", "--lever", "us.chip_enforcement", "--aim", "gap_men=lower"],
     "gap_mean"),
    (["surprise", "long_view", "--factor", "compute_growth", "--outcome", "gap_mean"], "low:high"),
    (["sensitivity", "long_view", "--outcome", "gap_mean", "--factor", "compute_growth", "--size",
      "5"], "power of two"),
    (["report", "no_such_folder"], "no_such_folder"),
    (["equilibrium", "no_such_experiment"], "no_such_experiment"),
])
def test_mistakes_are_one_line(words, said):
    from typer.testing import CliRunner

    ran = CliRunner().invoke(application, ["batch", *words])
    assert ran.exit_code == 2
    assert said in ran.output
    assert len(ran.output.strip().splitlines()) == 1


@pytest.mark.parametrize("name", ["wild_card", "chip_paradox", "self_sustaining"])
def test_bundled_experiments_are_whole_and_ask_about_equilibrium(name):
    from wargame.batch.analysis.openness import choices_of
    from wargame.batch.analysis.policies import games_of
    from wargame.batch.job import bound

    assert name in bundled_experiments()
    _, study = bound(load_experiment(name))
    assert study.experiment.equilibrium is not None
    assert len(study.mixes) >= 9
    games = games_of(study, 0)
    assert choices_of(games, study.experiment.equilibrium)
    for knob in set(study.experiment.equilibrium.knobs) - {"all"}:
        assert games.factor(knob).low < games.factor(knob).high
    assert study.tier[0] == "symbolic"


def test_an_experiment_with_an_unknown_plugin_is_one_line(tmp_path):
    from wargame.batch.job import bound
    from wargame.playbook.errors import PlaybookError

    path = tmp_path / "x.yaml"
    path.write_text("schema: 1\nid: x\ntitle: X\nquestion: Q?\nplaybook: long_view\n"
                    "plugins: [open_mandate]\n")
    with pytest.raises(PlaybookError, match="open_mandates"):
        bound(load_experiment(path))


@pytest.mark.slow
def test_the_ratio_read_from_paired_games_is_that_of_games_really_played_apart():
    """Variances of differences, paired and with luck and unknowns of their own."""
    def played(seed):
        mixes = {"as played": {}, "closed": {"labs.release_mode": "closed"}}
        design = {"kind": "latin_hypercube", "points": 600}
        return sweep("long_view", mixes=mixes, points=600, design=design, seed=seed, watch=False,
                     compiled=False).values("open_token_share")[0]

    one, other = played(1), played(99)
    paired, apart = one[0] - one[1], one[0] - other[1]
    ratio = saving(one[0], one[1])
    assert ratio.low > 1
    assert apart.var() / paired.var() == pytest.approx(ratio.ratio, rel=0.2)


@pytest.mark.parametrize("kind", ["saltelli", "morris"])
def test_a_designed_result_set_gives_the_indices_of_its_metric(kind):
    from wargame.batch.analysis.designed import designed_sensitivity

    found = sweep("long_view", points=8, design={"kind": kind, "points": 8}, luck="shared",
                  futures=2, seed=4, watch=False, compiled=False, uncertainties={
                      "ranges": "listed", "parameters": {"compute_growth": {}, "damage_unit": {}}})
    told = designed_sensitivity(found, "open_token_share")
    assert told.kind == {"saltelli": "sobol", "morris": "morris"}[kind]
    assert told.indices[0].factor == "compute_growth"
    assert told.runs == len(found.points)


def test_fresh_luck_and_other_designs_are_refused_in_words(results):
    from wargame.batch.analysis.designed import designed_sensitivity

    with pytest.raises(BatchError, match="kind: saltelli"):
        designed_sensitivity(results, "open_token_share")
    fresh = sweep("long_view", points=4, design={"kind": "saltelli", "points": 4}, watch=False,
                  compiled=False, uncertainties={"ranges": "listed",
                                                 "parameters": {"compute_growth": {}}})
    with pytest.raises(BatchError, match="luck: shared"):
        designed_sensitivity(fresh, "open_token_share")


def test_answers_show_themselves_in_a_notebook(found, results):
    shown = found._repr_html_()
    assert shown.startswith("<b>4 mixes in the same 48 futures</b>")
    assert "<share>" not in shown
    asked = equilibrium_of(results.study, policies=list(results.mixes[:1]), knobs=())
    assert "Does Meta keep releasing?" in asked._repr_html_()


def test_two_seats_have_all_their_equilibria_with_chances(games):
    from wargame.batch.analysis.openness import ask
    from wargame.batch.analysis.question import EquilibriumSpec

    pytest.importorskip("quantecon")

    # Going pays less, the more labs release: the one that goes would rather go alone.
    def paid(weight):
        return {"end": {"releasing_labs*release_mode": -weight, "release_mode": 5 * weight}}

    choices = {"stay": {"levers": {"release_mode": "closed"}},
               "go": {"levers": {"release_mode": "open_permissive"}}}
    spec = EquilibriumSpec.model_validate({
        "question": "Who goes?", "seats": {"meta": choices, "alibaba": choices},
        "profile": {"meta": "go", "alibaba": "go"}, "payoffs": {"meta": paid(1.0),
                                                                "alibaba": paid(1.0)},
        "futures": 4})
    found = ask({"one": games}, spec)
    policy = found.policies[0]
    assert policy.pure
    sure = [tuple(max(c, key=c.get) for c in m.chances) for m in policy.mixed
            if all(max(c.values()) > 1 - 1e-9 for c in m.chances)]
    assert sorted(sure) == sorted(tuple(s.profile.values()) for s in policy.pure)
    assert all(sum(c.values()) == pytest.approx(1) for m in policy.mixed for c in m.chances)


@pytest.mark.browser
def test_the_report_fits_a_phone_and_asks_no_server(results, tmp_path):
    from playwright.sync_api import sync_playwright

    from wargame.reports.batch.page import report

    path = tmp_path / "page.html"
    path.write_text(report(results)[0], encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 400, "height": 800})
        asked, said = [], []
        page.on("request", lambda r: asked.append(r.url))
        page.on("console", lambda m: said.append(m.text))
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
        assert page.locator("figure svg").count() >= 4
        browser.close()
    assert asked == [path.as_uri()]
    assert said == []
