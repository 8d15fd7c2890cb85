"""What people do to a session: orders, seats, talk, rulings, time; each a rule of the machine."""

from __future__ import annotations

import json
import threading
from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import rule
from session_laws import EVERYBODY, Canary, only
from session_machine import ROLES, SEATS, SessionBase, device_, host_, role_

from wargame.session import command as c
from wargame.session.command import Command
from wargame.session.content import Binding, EffectOn, Forecast
from wargame.session.phase import MOVES
from wargame.session.refusal import RefusedError
from wargame.session.state import State
from wargame.session.verify import verify_bundle

PHASES = tuple(MOVES)
PRIVATE_LEVER = {"openai": "distil_effort", "mistral": "distil_effort"}
EFFECT = EffectOn(name="trust", member="us", operation="add", value=-0.01)
seat_ = st.sampled_from(SEATS)
team_ = st.sampled_from([r for r in ROLES if r.startswith("seat:")])
others_ = st.lists(seat_, max_size=2, unique=True).map(tuple)


class SessionMachine(SessionBase):
    """Everything that can be done to a session."""

    @rule(team=team_, device=device_, host=host_, early=st.integers(0, 1),
          cost=st.floats(0, 0.6), forecast=st.booleans(), free=st.booleans())
    def draft(self, team: str, device: str, host: int, early: int, cost: float, forecast: bool,
              free: bool) -> None:
        seat, mine = team[5:], only(team)
        number = next(self.number)
        secret = float(f"0.{number % 9 + 1}{number:05d}7")
        self.laws.canaries.append(Canary(repr(secret), mine))
        levers = {PRIVATE_LEVER[seat]: secret} if seat in PRIVATE_LEVER else {}
        levers["lobby_spend" if levers else "chip_enforcement"] = cost
        self.act(team, c.SaveDraft(
            turn=max(self.state.turn, 1) + early * (number % 2), levers=levers,
            reason=self.canary(mine), free_action=self.canary(mine) if free else "",
            forecasts=(Forecast(metric="open_token_share", low=secret - 1, high=secret),)
            if forecast else ()), host, device)

    @rule(team=team_, device=device_, host=host_, to=st.sampled_from(["submit", "withdraw"]))
    def seal(self, team: str, device: str, host: int, to: str) -> None:
        turn = max(self.state.turn, 1)
        self.act(team, c.SubmitOrder(turn=turn) if to == "submit" else c.WithdrawOrder(turn=turn),
                 host, device)

    @rule(host=host_)
    def all_order(self, host: int) -> None:
        """What a room does most of the time, in one step: every seat seals, the cell moves on."""
        for seat in SEATS:
            self.draft(f"seat:{seat}", "d1", host, 0, 0.1, True, True)
            self.laws.state = self.laws.replay()
            self.seal(f"seat:{seat}", "d1", 1 - host, "submit")
            self.laws.state = self.laws.replay()

    @rule(seat=seat_, host=host_, accept=st.booleans())
    def judge_order(self, seat: str, host: int, accept: bool) -> None:
        turn = max(self.state.turn, 1)
        self.act("white_cell", c.AcceptOrder(turn=turn, seat=seat) if accept else c.ReturnOrder(
            turn=turn, seat=seat, reason=self.canary(only(f"seat:{seat}"))), host)

    @rule(host=host_, steps=st.integers(1, 5))
    def onward(self, host: int, steps: int) -> None:
        for _ in range(steps):
            view: Any = self.hosts[host].view(self.tokens["white_cell", "d1"])
            if view.waits_for:
                for seat in SEATS:
                    self.act("white_cell", c.SetStandIn(seat=seat, stand_in="repeat"), host)
            if view.next_phase and view.next_phase != "closed":
                self.go(view.next_phase, host)

    @rule(to=st.sampled_from(PHASES), off=st.integers(-1, 1), role=role_, host=host_,
          reason=st.booleans())
    def jump(self, to: str, off: int, role: str, host: int, reason: bool) -> None:
        """A move out of turn, by anybody."""
        if to == "closed" and self.state.count < 60:
            return
        was = self.state
        done = self.act(role, c.MovePhase(
            to=to, turn=max(was.turn + off, 0),  # type: ignore[arg-type]
            reason=self.canary(only()) if reason else ""), host)
        assert not done or (role == "white_cell" and to in MOVES[was.phase] and off == 0)

    @rule(turn=st.integers(1, 3), host=host_, there=st.booleans())
    def undo(self, turn: int, host: int, there: bool) -> None:
        was = self.state
        turn = min(turn, max(len(was.resolved), 1)) if there else turn
        done = self.act("white_cell", c.UndoTurn(turn=turn, reason=self.canary(EVERYBODY)), host)
        assert done == (turn <= len(was.resolved) and was.phase != "closed")
        self.laws.hold(self.hosts, {})
        if done:
            for (at, seat), order in was.orders.items():
                assert self.state.orders[at, seat].text == order.text

    @rule(what=st.sampled_from(["set", "pause", "run", "extend"]), seconds=st.integers(0, 900))
    def timer(self, what: str, seconds: int) -> None:
        command: Command = {
            "set": c.SetTimer(seconds=seconds), "pause": c.PauseTimer(paused=True),
            "run": c.PauseTimer(paused=False), "extend": c.ExtendTimer(seconds=seconds - 300),
        }[what]
        self.act("white_cell", command, seconds % 2)
        self.now += seconds % 7

    @rule(seat=seat_, how=st.sampled_from(["hold", "repeat", "strategy", "white_cell"]),
          host=host_)
    def stand_in(self, seat: str, how: str, host: int) -> None:
        self.act("white_cell", c.SetStandIn(seat=seat, stand_in=how), host)  # type: ignore[arg-type]
        if how == "white_cell":
            mine, turn = only(f"seat:{seat}"), max(self.state.turn, 1)
            self.act("white_cell", c.SaveDraft(turn=turn, seat=seat, reason=self.canary(mine)))
            self.laws.state = self.laws.replay()
            self.act("white_cell", c.SubmitOrder(turn=turn, seat=seat), host)

    @rule(role=role_, seat=seat_, host=host_, reissue=st.booleans())
    def free_seat(self, role: str, seat: str, host: int, reissue: bool) -> None:
        role = "white_cell" if reissue else role
        done = self.act(role, c.ReissueCode(role=f"seat:{seat}") if reissue else c.ReleaseSeat(
            seat=seat, reason=self.canary(only(f"seat:{seat}"))), host)
        if done and reissue:
            for key in [k for k in self.tokens if k[0] == f"seat:{seat}"]:
                old = self.tokens.pop(key)
                for each in self.hosts:
                    self.refused(each.view, old)

    @rule(role=role_, device=device_, to=others_, host=host_, cell=st.booleans())
    def message(self, role: str, device: str, to: tuple[str, ...], host: int, cell: bool) -> None:
        may = only(role) if cell else only(role, *(f"seat:{s}" for s in to)) if to else EVERYBODY
        self.act(role, c.SendMessage(to=() if cell else to, text=self.canary(may),
                                     to_white_cell=cell), host, device)

    @rule(role=role_, parties=st.lists(seat_, min_size=2, max_size=3, unique=True).map(tuple),
          secret=st.booleans(), host=host_, until=st.none() | st.integers(1, 3))
    def propose(self, role: str, parties: tuple[str, ...], secret: bool, host: int,
                until: int | None) -> None:
        name = f"agreement-{len(self.state.agreements) + 1}"

        def may(state: State, reader: str) -> bool:
            found = state.agreements.get(name)
            public = not secret and found is not None and set(found.agreed) >= set(parties)
            return public or only(*(f"seat:{p}" for p in parties))(state, reader)

        seat = parties[0]
        lever = "distil_effort" if seat in PRIVATE_LEVER else "chip_enforcement"
        self.act(role, c.ProposeAgreement(
            terms=self.canary(may), parties=parties, secret=secret, until_turn=until,
            binds=(Binding(seat=seat, lever=lever, low=0, high=0.2),)), host)

    @rule(role=role_, number=st.integers(1, 4), host=host_,
          how=st.sampled_from(["agree", "agree", "refuse", "end"]))
    def answer(self, role: str, number: int, host: int, how: str) -> None:
        name = f"agreement-{1 + number % (len(self.state.agreements) + 1)}"
        parties = getattr(self.state.agreements.get(name), "parties", ())
        done = self.act(role, c.EndAgreement(agreement=name, reason=self.canary(
            only(*(f"seat:{p}" for p in parties)))) if how == "end" else c.AnswerAgreement(
                agreement=name, agree=how == "agree"), host)
        assert not done or role == "white_cell" or role[5:] in parties

    @rule(role=role_, seat=st.none() | seat_, host=host_, challenge=st.booleans())
    def note(self, role: str, seat: str | None, host: int, challenge: bool) -> None:
        word = self.canary(only(role))
        self.act(role, c.RaiseChallenge(text=word, metric="open_token_share") if challenge
                 else c.AddNote(text=word, seat=seat), host)

    @rule(to=others_, host=host_, how=st.sampled_from(["fire", "hold", "skip", "wait"]),
          old=st.sampled_from(["", "", "private", "public", "added-1"]))
    def inject(self, to: tuple[str, ...], host: int, how: str, old: str) -> None:
        name = old or f"added-{1 + sum(n.startswith('added') for n in self.state.injects)}"

        def may(state: State, reader: str) -> bool:
            found = state.injects.get(name)
            fired = found is not None and found.standing == "fired"
            readers = only(*(f"seat:{s}" for s in to)) if to else EVERYBODY
            return reader == "white_cell" or (fired and readers(state, reader))

        if not old:
            self.act("white_cell", c.AddInject(
                title=self.canary(lambda s, r: s.revealed or may(s, r)),
                text=self.canary(may), to=to, effects=(EFFECT,)), host)
        self.act("white_cell", c.SteerInject(inject=name, to=how), 1 - host)  # type: ignore[arg-type]

    @rule(host=host_, withdraw=st.booleans(), number=st.integers(1, 3))
    def ruling(self, host: int, withdraw: bool, number: int) -> None:
        reason = self.canary(only())
        self.act("white_cell", c.WithdrawRuling(ruling=f"ruling-{number}", reason=reason)
                 if withdraw else c.Rule(effect=EFFECT, reason=reason), host)

    @rule(seat=seat_, host=host_)
    def adjudicate(self, seat: str, host: int) -> None:
        word = self.canary(only(f"seat:{seat}"))
        self.act("white_cell", c.Adjudicate(turn=max(self.state.turn, 1), seat=seat, pros=(word,),
                                            effects=(EFFECT,)), host)

    @rule(role=role_, host=host_)
    def take_home(self, role: str, host: int) -> None:
        token = self.token(role, "d1")
        if token is None:
            return
        if role != "white_cell" and not self.state.revealed:
            self.refused(self.hosts[host].export, token)
            self.refused(self.hosts[host].see_as, token, "mistral")
            return
        data = self.hosts[host].export(token)
        if role == "white_cell":
            assert verify_bundle(data).whole
            assert not any(t.encode() in data for t in (*self.tokens.values(), self.master))
        else:
            assert json.loads(data)["events"] == self.state.count
            self.laws.clean(role, data.decode())

    @rule(role=role_, host=host_, turn=st.integers(0, 3),
          what=st.sampled_from(["explain", "debrief", "ledger", "preview"]))
    def ask(self, role: str, host: int, turn: int, what: str) -> None:
        """A question: what is answered holds no canary; looking back is for later."""
        token = self.token(role, "d1")
        if token is None:
            return
        ask, metric = getattr(self.hosts[host], what), "open_token_share"
        words: tuple[Any, ...] = {"explain": (metric, turn), "debrief": (), "ledger": (metric,),
                                  "preview": ({"lobby_spend": turn / 10},)}[what]
        try:
            found = ask(token, *words)
        except RefusedError as no:
            self.laws.clean(role, no.words)
            return
        if what in ("debrief", "ledger"):
            assert role == "white_cell" or self.state.revealed
        if what == "preview":
            assert role.startswith("seat:")
            assert self.state.previews
            found = found.as_json()
        self.laws.clean(role, repr(vars(found) if what == "explain" else found))

    @rule(allowed=st.booleans(), role=role_, wanted=st.booleans(), host=host_)
    def small(self, allowed: bool, role: str, wanted: bool, host: int) -> None:
        """Previews on and off, the projector, and hands raised."""
        self.act("white_cell", c.SetPreviews(allowed=allowed), host)
        self.act("white_cell", c.SetProjector(
            shows="chart" if allowed else "claims", metric="open_token_share"), host)
        self.act(role, c.AskForHelp(wanted=wanted), 1 - host)

    @rule(team=team_)
    def race(self, team: str) -> None:
        """Two devices claim one seat at once, from two processes: one of them holds it."""
        cell: Any = self.hosts[0].view(self.tokens["white_cell", "d1"])
        free = not self.state.seats[team[5:]].device and self.state.phase != "closed"
        won: list[str] = []

        def claim(host: int) -> None:
            try:
                entry = self.hosts[host].enter(cell.codes[team], f"racer {host}")
                won.append(f"racer {host}")
                self.tokens[team, f"racer {host}"] = entry.token
            except RefusedError as no:
                assert no.cause == "conflict"

        threads = [threading.Thread(target=claim, args=(h,)) for h in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if free:
            self.laws.state = self.laws.replay()
            assert won == [self.state.seats[team[5:]].device]
