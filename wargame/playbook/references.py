"""What a playbook must hold by itself: ids are unique, and references lead somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from wargame.playbook.errors import PlaybookError
from wargame.playbook.models import KIND_RELATIONS, KIND_SETS, Playbook
from wargame.playbook.source import Path
from wargame.playbook.wording import listed, shown


def reference_faults(playbook: Playbook) -> Iterator[PlaybookError]:
    """Repeated ids, codes, plugins and claims; homes that are not nations; played members."""
    error = playbook.origin.error
    actors = playbook.actors
    yield from _repeated(playbook, [(("actors", n, "id"), a.id) for n, a in enumerate(actors)],
                         "id")
    yield from _repeated(playbook, [(("actors", n, "code"), a.code) for n, a in enumerate(actors)],
                         "code")
    yield from _repeated(playbook, [(("plugins", n), p) for n, p in enumerate(playbook.plugins)],
                         "plugin")
    yield from _repeated(
        playbook, [(("outcomes", n, "claim"), o.claim) for n, o in enumerate(playbook.outcomes)],
        "claim")
    yield from _repeated(
        playbook, [(("injects", n, "id"), i.id) for n, i in enumerate(playbook.injects)], "id")
    yield from _repeated(playbook, [(("teams", n), t) for n, t in enumerate(playbook.teams)],
                         "team")
    yield from _homes(playbook)
    for name, members in playbook.members.items():
        if name in KIND_SETS.values():
            yield error(("members", name), f"the {name} are actors",
                        "list them under 'actors', each with its kind")
        yield from _repeated(
            playbook, [(("members", name, n, "id"), m.id) for n, m in enumerate(members)], "id")
    for name in playbook.relations:
        if name in KIND_RELATIONS.values():
            yield error(("relations", name), f"'{name}' is a field of each actor",
                        f"write '{name}:' on the actors instead")


def _homes(playbook: Playbook) -> Iterator[PlaybookError]:
    nations = list(dict.fromkeys(spec.id for spec in playbook.actors_of("nation")))
    kinds = {spec.id: spec.kind for spec in playbook.actors}
    for position, spec in enumerate(playbook.actors):
        target = spec.nation
        if target is None or target in nations:
            continue
        if target == spec.id:
            reason = f"'{target}' names itself"
        elif target in kinds:
            reason = f"{shown(target)} is a {kinds[target]}, not a nation"
        else:
            reason = f"no nation is called {shown(target)}"
        yield playbook.origin.error(
            ("actors", position, KIND_RELATIONS[spec.kind]), reason,
            f"nations here are {listed(nations)}" if nations
            else f"add an actor of kind nation called {shown(target)}")


def _repeated(
    playbook: Playbook, entries: list[tuple[Path, str]], what: str
) -> Iterator[PlaybookError]:
    counts = Counter(name for _, name in entries)
    first: dict[str, Path] = {}
    for path, name in entries:
        if counts[name] < 2:
            continue
        if name not in first:
            first[name] = path
            continue
        line = playbook.origin.line(first[name])
        where = f" (first on line {line})" if line else ""
        yield playbook.origin.error(
            path, f"the {what} {shown(name)} is used twice{where}", f"give each its own {what}"
            if what not in ("plugin", "team") else "name it once")
