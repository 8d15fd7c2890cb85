"""The shared timer: counts down in the browser, without running the page again."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import streamlit as st

from wargame.session.view import Timer

_STYLE = """
:host { display: block; }
.clock { font-family: var(--st-font); font-variant-numeric: tabular-nums; font-weight: 700;
  font-size: var(--size); line-height: 1.1; color: var(--st-text-color); white-space: nowrap; }
.clock.right { text-align: right; }
.clock.short { color: var(--bad); } .clock.paused { opacity: .75; }
.clock small { font-size: max(14px, calc(var(--size) * .57)); font-weight: 400; margin-left: 8px; }
"""
#: Ticks locally from the end that the server names, by the server's clock; cleans up after itself.
_SCRIPT = """
export default function (component) {
  const { data, parentElement } = component;
  const place = parentElement.querySelector(".clock");
  if (!place || !data) return;
  const offset = data.now - Date.now() / 1000;
  place.style.setProperty("--size", data.size + "px");
  place.style.setProperty("--bad", data.bad);
  place.classList.toggle("right", data.right);
  const draw = () => {
    const left = data.paused ? data.left : data.end - (Date.now() / 1000 + offset);
    const whole = Math.max(0, Math.ceil(left));
    const two = (n) => String(n).padStart(2, "0");
    const hours = Math.floor(whole / 3600);
    const rest = Math.floor(whole / 60) % 60;
    place.firstChild.textContent = (hours ? hours + ":" + two(rest) : rest) + ":" + two(whole % 60);
    place.lastElementChild.textContent = data.paused ? "paused" : whole ? "" : "time is up";
    place.classList.toggle("short", !data.paused && whole <= 60);
    place.classList.toggle("paused", data.paused);
  };
  // A page drawn again runs this again on the same element: one clock, one interval.
  if (place.ticking) clearInterval(place.ticking);
  draw();
  place.ticking = data.paused ? null : setInterval(draw, 250);
  return () => { if (place.ticking) clearInterval(place.ticking); };
}
"""
_clock = st.components.v2.component(
    "wargame_countdown", html='<div class="clock" role="timer"><span></span><small></small></div>',
    css=_STYLE, js=_SCRIPT)


def countdown(timer: Timer | None, bad: str, *, key: str, size: int = 25,
              right: bool = False) -> None:
    """Show a timer, or nothing where there is none; ``bad`` colours the last minute."""
    if timer is None:
        return
    _clock(key=key, data={"left": timer.left, "end": timer.now + timer.left, "bad": bad,
                          "paused": timer.paused, "size": size, "right": right,
                          "now": datetime.now(UTC).timestamp()}, height="content")


def clock_words(seconds: float) -> str:
    """Seconds as minutes and seconds."""
    whole = max(0, math.ceil(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
