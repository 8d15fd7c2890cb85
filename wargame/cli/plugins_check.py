"""`wargame plugins check`: what is wrong with a plugin, where, and how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from wargame.cli.mistake import MistakeError


def register(plugins: typer.Typer) -> None:
    """Add the command to the group."""
    plugins.command("check", epilog="Example: wargame plugins check plugins/my_plugin.py")(check)


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Plugin file to check.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Run the conformance kit over a plugin; exit code 1 when something is wrong."""
    if not file.is_file():
        raise MistakeError(f"there is no plugin file {file}")
    from wargame.strategies.aside import aside

    with aside():
        found = checked(file)
    if as_json:
        import json

        print(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        for line in lines(found):
            print(line)
    if found["errors"]:
        raise typer.Exit(1)


def checked(file: Path) -> dict[str, Any]:
    """The findings, and how fast each strategy is; as `plugins check --json` prints them."""
    from wargame.testing.conformance import check_plugin, left_out, speeds_of

    findings = check_plugin(file)
    errors = sum(f.severity == "error" for f in findings)
    return {"file": str(file), "errors": errors, "warnings": len(findings) - errors,
            "left_out": list(left_out(file)),
            "findings": [{**f.as_dict(), "line": str(f)} for f in findings],
            "strategies": [] if errors else [
                {"name": s.strategy, "tier": s.tier, "why": s.why,
                 "microseconds": round(s.alone * 1e6, 1),
                 "microseconds_on_arrays": s.each and round(s.each * 1e6, 3), "line": str(s)}
                for s in speeds_of(file)]}


def lines(found: dict[str, Any]) -> list[str]:
    """The same for people."""
    said = [f"checked without a plugin of yours: {other}" for other in found["left_out"]]
    said += [finding["line"] for finding in found["findings"]]
    said += [speed["line"] for speed in found["strategies"]]
    if found["errors"] or found["warnings"]:
        said.append(f"{found['file']}: {found['errors']} error(s), {found['warnings']} warning(s)")
    else:
        said.append(f"{found['file']}: nothing is wrong")
    return said
