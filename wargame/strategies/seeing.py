"""What each view of an observation may show, and the row in which a fused game keeps it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from wargame.strategies.strategy import SET_OF
from wargame.symbolic.declarations import Lever, Seen, Variable
from wargame.symbolic.sets import Axes
from wargame.world.observation import UnseenError

GROUPS = ("labs", "nations", "regulators", "rivals", "domestic")


class Visible:
    """The variables and levers of a model, as the seats of it may see them."""

    def __init__(self, variables: Mapping[str, Variable], levers: Mapping[str, Lever]) -> None:
        self._spaces: dict[str, tuple[Axes, Seen]] = {
            n: (v.space, v.seen) for n, v in variables.items()}
        self._spaces |= {n: ((lever.actors,), lever.seen) for n, lever in levers.items()}

    def source_set(self, actor: str, view: str) -> Axes:
        """The set a quantity must live on to be seen in this view by this kind of actor."""
        mine = SET_OF[actor]
        head = view.partition(".")[0]
        if head == "world":
            return ()
        if head in ("me", "rivals"):
            return (mine,)
        if head == "home":
            if mine == "nations":
                raise UnseenError("a nation has no home; use obs.me or obs.domestic")
            return ("nations",)
        if head == "domestic":
            if mine == "labs":
                raise UnseenError("a lab has no domestic labs; use obs.labs or obs.rivals")
            return ("labs",)
        return (head,)

    def check(self, actor: str, view: str, name: str) -> None:
        """Raise `UnseenError` with advice unless this seat may see the quantity in this view."""
        if name not in self._spaces:
            close = difflib.get_close_matches(name, self._spaces, n=1)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            raise UnseenError(f"nothing is called '{name}'{hint}")
        space, seen = self._spaces[name]
        wanted = self.source_set(actor, view)
        if space != wanted:
            raise UnseenError(
                f"'{name}' lives on {'*'.join(space) or 'the world'}, not on "
                f"{'*'.join(wanted) or 'the world'}: {self._advice(actor, space)}")
        if seen == "hidden" or (seen == "own" and view != "me"):
            raise UnseenError(
                f"'{name}' is {'hidden' if seen == 'hidden' else 'seen by its owner only'}; "
                "look for a published estimate of it")

    def names(self, actor: str, view: str) -> Iterable[str]:
        """All quantities that this kind of actor may see in this view."""
        wanted = self.source_set(actor, view)
        return sorted(n for n, (space, seen) in self._spaces.items()
                      if space == wanted and (seen == "public" or (seen == "own" and view == "me")))

    def _advice(self, actor: str, space: Axes) -> str:
        if not space:
            return "write obs.world[...]"
        if len(space) > 1:
            return "products of sets are not seen by seats"
        if space == (SET_OF[actor],):
            return "write obs.me[...] or obs.rivals.highest(...)"
        return f"write obs.{space[0]}.highest(...), .total(...), .mean(...) or .lowest(...)"


def row_name(actor: str, view: str, name: str) -> str:
    """The row that holds a view of a quantity for actors of one kind."""
    if view in ("me", "world"):
        return name
    if view.partition(".")[0] in ("home", "rivals", "domestic"):
        return f"{SET_OF[actor]}.{view}({name})"
    return f"{view}({name})"
