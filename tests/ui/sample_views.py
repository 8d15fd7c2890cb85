"""Views made by hand from a real table of the Long View, for tests of screens without a session."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wargame.engine.attribution import explain_turn
from wargame.engine.play import Game, Table, replayed
from wargame.engine.record import levers_of
from wargame.session.beliefs import believe, seen_by
from wargame.session.chance import chance
from wargame.session.content import EffectOn
from wargame.session.debrief_view import ClaimView, DebriefView, SeatTurn, TurnStory
from wargame.session.dial import Dial
from wargame.session.facts import levers_of_kind
from wargame.session.figures import LEVEL, PER_YEAR, SHARE
from wargame.session.fork import fork
from wargame.session.ledger import ledger, without_rulings
from wargame.session.levers import words_of
from wargame.session.preview import preview
from wargame.session.projector_view import ActionView, LookedBack, ProjectorView
from wargame.session.seat_moves import SeatMoves
from wargame.session.view import (
    AgreementView,
    ForecastView,
    Known,
    LeverView,
    MessageView,
    NoteView,
    Notice,
    ObserverView,
    OrderView,
    RivalView,
    RollView,
    Room,
    SeatSign,
    SeatView,
    Series,
    Timer,
)
from wargame.session.views.moves import lever_moves
from wargame.session.white_cell_view import (
    AdjustView,
    ChallengeView,
    FaultView,
    InjectView,
    LogLine,
    RulingView,
    SeatDesk,
    WhiteCellView,
)
from wargame.strategies.seeing import Visible
from wargame.ui.cast import Cast

PEOPLE = ("us", "china", "meta", "openai", "eu_regulator")
HEADLINES = ("open_token_share", "frontier_lag_months", "closed_price_level", "open_price_level",
             "releasing_labs", "hybrid_share")
HEAD = "9f2c41d07ab3e5586e1d02c4b7a90f13dd0e6a2b5c8477f1930eab64c2d5781f"
SEED_HASH = "4b8f1c2e77d093aa5e60c1f84d2b9e36a7f05c1d88e24b6f93ac07d51e62b04c"


class Samples:
    """Views of one moment: so many turns played, in a phase, with people in five seats."""

    def __init__(self, game: Game, turns: int = 1, phase: str = "orders") -> None:
        self.phase = phase
        self.scenario = game.scenario
        self.table: Table = game.table(1)
        for _ in range(turns):
            self.table.play_turn()
        self.cast = Cast(self.scenario.playbook, fictional=False)

    @property
    def turn(self) -> int:
        """The turn under way: the last one played once it is resolved."""
        after = self.phase in ("resolved", "discussion", "debrief", "closed")
        return self.table.turn if after else 0 if self.phase == "lobby" else self.table.turn + 1

    def sign(self, actor: str) -> SeatSign:
        face = self.cast.faces[actor]
        people = actor in PEOPLE
        return SeatSign(actor, face.name, face.code, face.kind, people,
                        "taken" if people else "free",
                        "people" if people else "strategy: balancing", actor in ("us", "meta"))

    def signs(self) -> tuple[SeatSign, ...]:
        return tuple(self.sign(actor) for actor in self.cast.faces)

    def series(self) -> tuple[Series, ...]:
        program, calendar = self.scenario.program, self.scenario.playbook.calendar
        names = dict.fromkeys((*HEADLINES, *program.metrics))
        labels = ("start", *(calendar.label(at) for at in range(len(self.table.trace) - 1)))
        return tuple(
            Series(name, v.title, v.unit, v.meaning, v.better,
                   tuple(float(step[name]) for step in self.table.trace), labels)
            for name, v in ((n, program.variables[n]) for n in names))

    def moves(self) -> tuple[SeatMoves, ...]:
        orders = self.table.turns[-1].orders if self.table.turn else ()
        found = [SeatMoves(
            o.actor, "people" if o.actor in PEOPLE else "strategy \u201cBalancing\u201d",
            tuple((m.told, m.before, m.after)
                  for m in lever_moves(self.scenario.program.levers, o) if m.public))
            for o in orders]
        return tuple(m for m in found if m.moved)

    def room(self, **changed) -> Room:
        playbook = self.scenario.playbook
        turn = min(max(self.turn, 1), self.scenario.turns)
        happened = () if not self.table.turn else (
            "Open share of tokens rose by 4 points to 31 %.",
            "Lag of open models fell by 2 months to 14 months.",
            "Price of closed models fell to USD 9 per million tokens.",
            "Three of fourteen seats changed their orders.",
            "The white cell ruled once.")
        made = Room(
            "s-1", 7, playbook.title, playbook.question, playbook.summary, playbook.id,
            self.phase, self.turn, self.scenario.turns, playbook.calendar.turn_label(turn - 1),
            Timer(432.0, paused=False, now=1000.0) if self.phase == "orders" else None,
            self.signs(), self.series(), ("Open share of tokens rose.",), happened,
            (Notice(1, "Chip shock", "A fire stops a third of the world's packaging.", "inject"),)
            if self.table.turn else (), HEAD, SEED_HASH,
            "1" if self.phase in ("debrief", "closed") else "", previews=True, moves=self.moves())
        return replace(made, **changed)

    def levers(self, actor: str) -> tuple[LeverView, ...]:
        seat = self.scenario.seat(actor)
        present = levers_of(self.table.game, seat)
        return tuple(
            LeverView(v.name, v.title, v.meaning, v.source, v.owner, v.unit, v.low, v.high,
                      present[v.name], v.cost, v.choices, v.seen == "public")
            for v in levers_of_kind(self.scenario, seat.kind))

    def forecast(self, outcome: float | None = None) -> ForecastView:
        variable = self.scenario.program.variables["open_token_share"]
        return ForecastView("open_token_share", variable.title, variable.unit, 0.2, 0.35, outcome)

    def order(self, actor: str, state: str = "draft", **changed) -> OrderView:
        lever = self.levers(actor)[0]
        made = OrderView(
            actor, max(self.turn, 1), state, {lever.name: lever.high} if state != "none" else {},
            "" if state == "none" else f"canary-{actor}: we want the room to follow",
            () if state == "none" else (self.forecast(),),
            "" if state == "none" else f"canary-{actor}: we invite the hosts to a summit",
            version=1)
        return replace(made, **changed)

    def past(self, actor: str) -> tuple[OrderView, ...]:
        tick = self.scenario.ticks_per_turn
        return tuple(
            replace(self.order(actor, "accepted"), turn=turn, forecasts=(
                self.forecast(float(self.table.trace[turn * tick]["open_token_share"])),))
            for turn in range(1, self.table.turn + 1))

    def _known(self, names, position: int) -> tuple[Known, ...]:
        found = []
        for at, name in enumerate(names):
            variable = self.scenario.program.variables[name]
            values = tuple(
                float(np.asarray(s.rows[name]).reshape(-1)[position if variable.space else 0])
                for s in self.table.snapshots)
            found.append(Known(name, variable.title, variable.unit, variable.meaning, values,
                               0.1 * abs(values[-1]) if at == 2 else 0.0))
        return tuple(found)

    def knows(self, actor: str) -> tuple[Known, ...]:
        program = self.scenario.program
        seat, visible = self.scenario.seat(actor), Visible(program.variables, program.levers)
        own = [n for n in visible.names(seat.kind, "me") if n in program.variables]
        world = [n for n in visible.names("lab", "world") if n in program.variables]
        return self._known(own, seat.position) + self._known(world, 0)

    def rivals(self, actor: str) -> tuple[RivalView, ...]:
        program, found = self.scenario.program, []
        for other in self.scenario.seats:
            if other.actor == actor:
                continue
            names = [n for n, v in program.variables.items()
                     if v.seen == "public" and v.space == (f"{other.kind}s",)][:6]
            levers = levers_of(self.table.game, other)
            found.append(RivalView(
                other.actor, self.cast.name(other.actor), other.kind,
                self._known(names, other.position),
                {n: v for n, v in levers.items() if program.levers[n].seen == "public"}))
        return tuple(found)

    def messages(self, *actors: str) -> tuple[MessageView, ...]:
        return (
            MessageView(1, 1, "briefing", "white_cell", (), "Welcome. Talk before you write."),
            *(MessageView(2 + at, 1, "orders", f"seat:{actor}", ("meta", "us"),
                          f"canary-{actor}: shall we meet at the window?")
              for at, actor in enumerate(actors)))

    def agreements(self) -> tuple[AgreementView, ...]:
        return (
            AgreementView("a1", 1, "No embargo while weights stay open.", ("us", "meta"),
                          ("us",), True, 3, (), "proposed"),
            AgreementView("a2", 1, "Both share incident reports.", ("meta", "openai"),
                          ("meta", "openai"), False, None, ("meta: safety share at least 10 %",),
                          "in force", ("meta, turn 1: safety share was 4 %",)
                          if self.phase in ("debrief", "closed") else ()))

    def rolls(self) -> tuple[RollView, ...]:
        if not self.table.turn:
            return ()
        return (RollView(1, "meta", "A summit of hosts", ("Money", "Goodwill", "Time"),
                         ("Rivals laugh",), (4, 5), 2, 83, True,
                         ("trust in the United States +0.02",)),)

    def seat(self, actor: str = "meta", **changed) -> SeatView:
        spec = self.scenario.playbook.actor(actor)
        state = {"orders": "draft", "locked": "sealed"}.get(self.phase, "none")
        made = SeatView(
            self.room(), self.sign(actor), spec.brief,
            (f"canary-{actor}: end with at least a third of tokens",), self.levers(actor), 1.5,
            self.order(actor, state), self.past(actor), self.knows(actor), self.rivals(actor),
            self.messages(actor), tuple(a for a in self.agreements() if actor in a.parties
                                        or not a.secret),
            (Notice(1, "A leak", f"canary-{actor}: a rival lost weights.", "inject"),)
            if self.table.turn else (), self.rolls(), self.scenario.program.metrics,
            help_wanted=False)
        return replace(made, **changed)

    def observer(self, **changed) -> ObserverView:
        notes = (NoteView(1, 1, "orders", "observer", "meta", "Meta split over the price."),)
        return replace(ObserverView(self.room(), notes), **changed)

    def projector(self, shows: str = "state", metric: str = "", **changed) -> ProjectorView:
        claims = tuple((v.claim, v.text, v.told) for v in self.table.verdicts())
        forecasts = tuple((o.turn, a, f) for a in PEOPLE for o in self.past(a)
                          for f in o.forecasts) if shows == "forecasts" else ()
        agreements = self.agreements() if shows == "agreements" else ()
        return replace(ProjectorView(
            self.room(), shows, metric or "open_token_share", claims, None, forecasts, agreements),
            **changed)

    def action(self, thrown: bool = False) -> ActionView:
        return ActionView(
            max(self.turn, 1), "meta", "A summit of all who host open models in Paris, where each "
            "signs that incidents are told to everybody within a day, whoever caused them",
            ("Meta has the money", "Hosts fear the next leak and want cover from their "
             "governments", "France wants to be host", "The press is for it"),
            ("Rivals laugh at it",), 3, 92, (4, 5) if thrown else None, thrown)

    def desk(self, actor: str) -> SeatDesk:
        people = actor in PEOPLE
        state = "sealed" if self.sign(actor).ready else "draft" if people else "none"
        return SeatDesk(self.sign(actor), "a phone" if people else "", 3.0 if people else None,
                        "" if people else "strategy", "" if people else "balancing",
                        ("balancing", "hawkish"), self.order(actor, state), actor == "china",
                        self.levers(actor))

    def white_cell(self, **changed) -> WhiteCellView:
        missing = tuple(f"{self.cast.name(a)} has not sealed an order" for a in PEOPLE
                        if not self.sign(a).ready)
        made = WhiteCellView(
            self.room(), tuple(self.desk(a) for a in self.cast.faces),
            {"lobby": "briefing", "briefing": "orders", "orders": "locked", "locked": "resolved",
             "resolved": "discussion", "discussion": "briefing", "debrief": "closed"}.get(
                 self.phase), missing if self.phase == "orders" else (),
            (InjectView("chip_shock", "Chip shock", "A fire stops packaging.", (), "turn 2",
                        ("chip supply x 0.7",), "waiting"),
             InjectView("leak", "A leak", "Weights leak.", ("meta",), "by hand", (), "fired", 1),
             InjectView("rival", "A rival", "It is as good.", (), "turn 3",
                        ("Meta's best model: set to 18.2 x GPT-4", "Trust in China: up 10 points"),
                        "waiting", values=(
                            EffectOn(name="capability", member="meta", operation="set", value=2.9),
                            EffectOn(name="trust", member="china", operation="add", value=0.1)))),
            (RulingView("r1", 1, "trust of us set to 0.4", "The room agreed", "in force", 0.51,
                        0.4, "The model had 0.51 a year; it became 0.40 a year."),),
            self.rolls(), tuple(self.order(a) for a in ("meta", "us")), self.agreements(),
            self.messages(*PEOPLE),
            (NoteView(1, 1, "orders", "observer", "meta", "Meta split over the price."),),
            (ChallengeView(1, 1, "seat:meta", "Open models catch up faster than that.",
                           "frontier_lag_months", "", None),),
            (FaultView(1, "india", "balancing", 12, "divided by zero"),),
            (LogLine(1, 1000.0, "white_cell", "the session was created"),),
            {"white_cell": "MASTER", **{f"seat:{a}": f"CODE-{a}" for a in PEOPLE},
             "observer": "CODE-observer", "projector": "CODE-projector"},
            tuple(sorted(self.scenario.parameters))[:20],
            (AdjustView("trust", "Trust in a nation's models", "What buyers believe.",
                        Dial(SHARE, 0.0, 1.0), (("us", "United States"), ("china", "China")),
                        (0.5, 0.4)),
             AdjustView("demand_growth", "Growth of demand", "assumed", Dial(PER_YEAR, 0.1, 0.9),
                        (), (0.4,)),
             AdjustView("capability", "Your best model", "The best model, ln of compute.",
                        Dial(LEVEL, -10.0, 60.0), (("meta", "Meta"),), (2.9,))),
            ("Say who may speak to whom, and until when.",), "state")
        return replace(made, **changed)


class Asking:
    """Answers as a session gives them, from the table that the samples are made of."""

    FUTURES = 40

    def __init__(self, samples: Samples) -> None:
        self.samples = samples
        self.table = samples.table

    def explain(self, metric: str, turn: int):
        return explain_turn(self.table, metric, turn)

    def preview(self, levers):
        seen = seen_by(self.table, "meta")
        return preview(believe(self.table.scenario, seen, futures=self.FUTURES), levers)

    def chance(self):
        return chance(self.table, futures=self.FUTURES)

    def fork(self, turn: int, seat: str, levers):
        return fork(self.table, turn, {turn: {seat: levers}}, futures=self.FUTURES)

    def looked_back(self, shows: str = "luck") -> LookedBack:
        metric = "open_token_share"
        match shows:
            case "luck":
                return LookedBack(metric, chance=self.chance())
            case "what_if":
                return LookedBack(metric, fork=self.fork(2, "meta", {"research_share": 0.0}))
        return LookedBack(metric, ledger=self.ledger(metric), ruled=True,
                          without=self.without_rulings(metric) * 0.93)

    def ledger(self, metric: str):
        return ledger(self.table, [metric])

    def without_rulings(self, metric: str) -> float:
        return float(without_rulings(self.table).trace[-1][metric])

    def rerun(self, parameter: str, value: float, metric: str) -> float:
        other = replayed(self.table.scenario.setting({parameter: value}), self.table.seed,
                         self.table.inputs)
        return float(other.trace[-1][metric])

    def debrief(self) -> DebriefView:
        made = self.samples
        seen = made.white_cell()
        claims = tuple(ClaimView(
            v.claim, v.text, v.told, v.needs_batch, v.why,
            tuple((t.test.words, f"{t.value:.3g}", "a bound", bool(t.holds[0])) for t in v.tests))
            for v in self.table.verdicts())
        return DebriefView(
            made.room(), tuple((a, (f"canary-{a}: end well",)) for a in PEOPLE),
            tuple(self._turn(record) for record in self.table.turns), claims, seen.injects,
            seen.rulings, seen.rolls, made.agreements(), seen.messages, seen.notes,
            seen.challenges, seen.faults, seen.log)

    def _turn(self, record) -> TurnStory:
        levers = self.table.scenario.program.levers
        seats = []
        for order in record.orders:
            people = order.actor in PEOPLE
            moved = tuple((words_of(levers[n]).title, words_of(levers[n]).text(a),
                           words_of(levers[n]).text(b)) for n, (a, b) in order.changed.items())
            outcome = float(record.after["open_token_share"])
            seats.append(SeatTurn(
                order.actor, "people" if people else "strategy: balancing", people, moved,
                f"canary-{order.actor}: because" if people else order.reason,
                (self.samples.forecast(outcome),) if people else (),
                f"canary-{order.actor}: a summit" if order.actor == "meta" else ""))
        return TurnStory(record.turn, record.label, self.samples.room().happened, tuple(seats),
                         record.state_hash)
