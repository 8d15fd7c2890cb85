"""The console's rulings: free actions judged with the odds in sight, and overrides with reasons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from wargame.session.command import Adjudicate, Rule, WithdrawJudgement, WithdrawRuling
from wargame.session.dice import odds
from wargame.session.screen_command import HideAction, ShowAction
from wargame.session.view import OrderView
from wargame.session.white_cell_view import RulingView, WhiteCellView
from wargame.ui.ask import Act
from wargame.ui.faces import faces_of
from wargame.ui.parts.badge import badge
from wargame.ui.parts.notice import empty
from wargame.ui.parts.roll import roll
from wargame.ui.safe import Html, html
from wargame.ui.screens.console_effect import EffectField
from wargame.ui.screens.console_fields import clear, lines_of, missing, reason_of
from wargame.ui.theme import Palette
from wargame.ui.views.next_step import JUDGED

REASON, LACKS = "rule-reason", "rule-lacks"


def show(view: WhiteCellView, act: Act, palette: Palette) -> None:
    """Draw the page."""
    left, right = st.columns([7, 5], gap="medium")
    with left:
        _free_actions(view, act, palette)
        faces = faces_of(view.room.seats)
        for each in reversed(view.rolls):
            st.html(roll(each, faces, palette))
            if view.room.phase in ("orders", *JUDGED) and each.revocable:
                st.button("Take the judgement back", key=f"act-unjudge-{each.turn}-{each.seat}",
                          on_click=act, args=(WithdrawJudgement(
                              turn=each.turn, seat=each.seat,
                              reason="Taken back before it took effect"),),
                          help="It waits to be judged again, with other reasons or another effect; "
                               "the dice stay the same")
            if view.room.phase in JUDGED and each.turn == view.room.turn:
                _screen_button(f"roll-{each.turn}-{each.seat}", partial(
                    ShowAction, turn=each.turn, seat=each.seat, pros=each.pros, cons=each.cons),
                    act, on_screen=_on_screen(view, each.turn, each.seat),
                    words="Show the room the action, reasons and dice")
    with right:
        with st.container(key="panel-rule"):
            _override(view, act)
        for ruling in reversed(view.rulings):
            with st.container(key=f"card-{ruling.id}"):
                _ruling(view, ruling, act)


def _free_actions(view: WhiteCellView, act: Act, palette: Palette) -> None:
    st.html(html("div", html("h2", "Free actions", class_="as4"), class_="wg"))
    open_now = view.room.phase in JUDGED
    if not view.free_actions:
        st.html(empty("No free action waits", "Teams can write one with each order. It comes here "
                      "once it is sealed."))
    for action in view.free_actions:
        with st.container(key=f"card-action-{action.turn}-{action.seat}"):
            _action(view, action, act, palette, open_now=open_now)


def _action(view: WhiteCellView, action: OrderView, act: Act, palette: Palette, *,
            open_now: bool) -> None:
    faces = faces_of(view.room.seats)
    face = faces.get(action.seat)
    name = face.name if face else action.seat
    st.html(html("div", html("div", badge(face, palette) if face else "",
                             html("h3", name, class_="as4"), class_="row"),
                 html("p", action.free_action, class_="said"), class_="wg"))
    if not open_now:
        st.html(html("div", html("p", "It is judged once orders are locked.",
                                 class_="small muted"), class_="wg"))
        return
    pros, cons = (f"judge-{action.turn}-{action.seat}-{side}" for side in ("pros", "cons"))
    left, right = st.columns(2, gap="small")

    def shown() -> ShowAction:
        return ShowAction(turn=action.turn, seat=action.seat, pros=lines_of(pros),
                          cons=lines_of(cons))

    on_screen = _on_screen(view, action.turn, action.seat)
    follow = partial(act, shown) if on_screen else None
    left.text_area("Why it should work, one reason a line", key=pros, height=96, max_chars=2000,
                   persist_state="session", on_change=follow)
    right.text_area("Why it should not", key=cons, height=96, max_chars=2000,
                    persist_state="session", on_change=follow)
    for_, against = len(lines_of(pros)), len(lines_of(cons))
    net = for_ - against
    st.html(_odds(for_, against, net))
    effect = EffectField(view.adjust, f"judge-effect-{action.turn}-{action.seat}")
    with st.expander("If it works, what changes in the world",
                     key=f"judge-open-{action.turn}-{action.seat}"):
        effect.show(optional=True)

    lacks = f"judge-lacks-{action.turn}-{action.seat}"

    def judge() -> Adjudicate | None:
        st.session_state[lacks] = effect.lacks()
        if st.session_state[lacks]:
            return None
        made = effect.value()
        return Adjudicate(turn=action.turn, seat=action.seat, pros=lines_of(pros),
                          cons=lines_of(cons), effects=(made,) if made is not None else ())

    with st.container(horizontal=True):
        st.button(f"Throw the dice: {odds(net)} %", key=f"act-judge-{action.turn}-{action.seat}",
                  type="primary", on_click=act, args=(judge,),
                  help="The session's own luck throws: the same dice after an undo")
        _screen_button(f"{action.turn}-{action.seat}", shown, act, on_screen=on_screen, words=(
            "Show the room who, what, reasons and odds"))
    missing(lacks)
    if on_screen:
        st.html(html("div", html("p", "The room reads it now, and each reason as you write it; it "
                                 "will see the dice. What changes in the world it does not see.",
                                 class_="small muted"), class_="wg"))


def _on_screen(view: WhiteCellView, turn: int, seat: str) -> bool:
    shown = view.on_screen
    return shown is not None and (shown.turn, shown.seat) == (turn, seat)


def _screen_button(key: str, shown: Callable[[], ShowAction], act: Act, *,
                   on_screen: bool, words: str) -> None:
    """Put a free action on the projector, or take it off; the words say what the room sees."""
    if on_screen:
        st.button("Take it off the projector", key=f"act-hide-{key}", on_click=act,
                  args=(HideAction(),))
    else:
        st.button(words, key=f"act-show-{key}", on_click=act, args=(shown,),
                  help="On the projector, until the phase moves. Until then nobody but you and "
                       "the team has read this free action")


def _odds(pros: int, cons: int, net: int) -> Html:
    chance = odds(net)
    words = (f"{pros} for, {cons} against: two dice {net:+d} must reach 7. "
             f"It works in {chance} of 100 worlds.")
    track = html("div", html("i", style=f"width:{chance}%"), class_="track odds",
                 aria_hidden="true")
    return html("div", html("p", words, class_="strong"), track, class_="wg")


def _override(view: WhiteCellView, act: Act) -> None:
    st.html(html("div", html("h2", "Overrule the model", class_="as4"), html(
        "p", "From the coming turn on. The model's own value is kept beside yours, and the report "
        "lists every ruling.", class_="small muted"), class_="wg"))
    effect = EffectField(view.adjust, "rule-effect")
    effect.show()
    st.text_input("Reason, for the record", key=REASON, max_chars=300, persist_state="session")

    def rule() -> None:
        made = effect.value()
        st.session_state[LACKS] = effect.lacks() or (
            "Choose the quantity that you set." if made is None else
            "" if reason_of(REASON) else "Write the reason: the report shows it.")
        if made is None or st.session_state[LACKS]:
            return
        if act(lambda: Rule(effect=made, reason=reason_of(REASON))):
            clear(REASON)
            effect.clear()

    st.button("Rule", key="act-rule", on_click=rule, type="primary",
              disabled=view.room.phase in ("debrief", "closed"))
    missing(LACKS)


def _ruling(view: WhiteCellView, ruling: RulingView, act: Act) -> None:
    body: list[Html] = [
        html("div", html("span", ruling.state, class_="tag accent" if ruling.state == "waiting"
                         else "tag muted"), html("small", f"turn {ruling.turn}", class_="muted"),
             class_="row"),
        html("p", ruling.effect, class_="strong said"), html("blockquote", ruling.reason)]
    if ruling.became:
        body.append(html("p", ruling.became, class_="small"))
    st.html(html("div", html("div", body, class_="desk-order"), class_="wg"))
    if ruling.state == "waiting" and view.room.phase != "closed":
        st.button("Withdraw it", key=f"act-withdraw-{ruling.id}", on_click=act, args=(
            WithdrawRuling(ruling=ruling.id, reason="Withdrawn before it took effect"),))
