"""A levy on closed models that pays for public open ones (L9, M28).

Nations levy a part of what closed models earn from their buyers, or a sum on each token; what is
collected goes, as far as they say, into the fund that pays labs which release weights. Labs pass
part of it on. No national case was found: the cases are royalties in the licences of labs.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.hooks.hookspecs import Register
from wargame.strategies import Luck, Memory, Observation, Orders, Params, Strategy, clip, when
from wargame.symbolic.book import Book

TITLE = "Levy for public models"
ROWS = ("L9", "M28")
CASES = (
    ("2023-07-18", "No national case; a lab's terms: Llama 2, licence above 700m monthly users",
     "https://centerconsulting.com/ai-library/facts/llama-license-700-million-mau-threshold"),
    ("2025-07-11", "No national case; a lab's terms: Kimi K2, credit above USD 20m a month",
     "https://simonwillison.net/2025/Jul/11/kimi-k2"),
)
PUBLIC_GOOD = "Bergstrom-Blume-Varian 1986, private provision of public goods; Lindahl 1919"
TAX = "Ramsey 1927; incidence: Weyl-Fabinger 2013"


@hookimpl
def register_equations(book: Book) -> None:
    """Add the instrument's levers and equations to the book."""
    declare(book)


def declare(book: Book) -> None:
    """Declare levers, what each lab owes, and what reaches the fund."""
    from wargame.symbolic.operators import lesser, ratio, total

    book.lever("revenue_levy", "nations", 0, 0.3, 0, "share",
               "Levy on what closed models earn from buyers in the nation; labs pass some of it "
               "on in their prices", TAX)
    book.lever("token_levy", "nations", 0, 1, 0, "USD/Mtok",
               "Levy on each million tokens of closed models used in the nation; labs pass some "
               "of it on, and cheap models feel it most", TAX)
    book.lever("levy_to_open_models", "nations", 0, 1, 1, "share",
               "Part of the levy that pays for public open models; it is paid to labs that "
               "release weights, the rest is the treasury's",
               PUBLIC_GOOD)
    kept = book.parameter("levy_collected", 0.8, 0.5, 0.95, "share",
                          "Part of a levy that is collected", "assumed; sales move and are hidden")
    overhead = book.parameter("levy_overhead", 0.05, 0.01, 0.15, "share",
                              "Part of a levy that its collection costs", "assumed")
    size, volume = book["economic_size"], book["segment_tokens"]
    # What a lab sold in the last quarter is the base, so that no price waits for itself.
    used = book.flow("levy_tokens", "labs", "Mtok/yr", 0, 1e22,
                     "Tokens on which the lab owes a levy", "accounting",
                     total(book["incumbent_share"] * volume, "segments"))
    base, usd = book["revenue_base"], book["usd_per_bn"]
    for name, weight, meaning in (
        ("levied", 1, "collected of closed models' sales"),
        ("granted", book["levy_to_open_models"], "that goes to public open models"),
    ):
        for kind, unit, high, of in (("revenue_levy", "share", 1, "Part of revenue"),
                                     ("token_levy", "USD/Mtok", 1e3, "Sum on each token")):
            book.flow(f"{kind}_{name}", "world", unit, 0, high,
                      f"{of} {meaning}, over nations by economic size", TAX,
                      kept * ratio(total(size * weight * book[kind]), total(size)))
    gross = book.flow("levy_owed", "labs", "USD bn/yr", 0, 1e15, "What the lab owes of the levies",
                      TAX, book["revenue_levy_levied"] * base
                      + book["token_levy_levied"] * used / usd)
    due = book.flow("levy_due", "labs", "USD bn/yr", 0, 1e6,
                    "What the lab pays of the levies; never more than it sold", TAX,
                    lesser(gross, base))
    book.contribute("closed_cost", due, source=TAX)
    # A lab bears costs of closed access only as far as it keeps its work closed.
    granted = book["revenue_levy_granted"] * base + book["token_levy_granted"] * used / usd
    part = lesser(ratio(granted, gross), 1)
    income = book.flow("levy_fund_income", "world", "USD bn/yr", 0, 1e8,
                       "What the levies pay into the fund for open models", PUBLIC_GOOD,
                       (1 - overhead) * total(due * part * (1 - book["openness"])))
    book.contribute("open_fund_income", income, source=PUBLIC_GOOD)


class PublicFunderParams(Params):
    """Parameters of the public funder."""

    runs_wanted: float = Field(
        1, ge=0.1, le=5, description="Near-frontier runs that the fund should be able to pay")
    step: float = Field(
        0.02, ge=0, le=0.1, description="Rise of the levy with each turn in which it falls short")
    most: float = Field(0.1, ge=0, le=0.3, description="Highest levy on revenue")


class PublicFunder(Strategy):
    """Raises the levy step by step until the fund can pay a run, then lets it fall."""

    name: ClassVar[str] = "public_funder"
    actor = "nation"
    title = "Public funder"
    claim = ("Raises a levy on closed models step by step while the fund for open ones cannot pay "
             "a run near the frontier, and lowers it again once it can")
    source = "Lindblom 1959, incrementalism; Lindahl 1919"
    reason = ("the fund could pay {runs:.2f} runs near the frontier, so the levy is "
              "{revenue_levy:.0%} of revenue")
    memory: ClassVar[dict[str, Memory]] = {
        "levy": Memory(0, 0, 0.3, "Levy on revenue it last set")}
    Params = PublicFunderParams

    def decide(self, obs: Observation, luck: Luck, params: PublicFunderParams) -> Orders:
        """Step up or down by whether the fund suffices."""
        fund, cost = obs.world["open_fund"], obs.world["run_cost"]
        short = fund < params.runs_wanted * cost
        levy = clip(obs.memory["levy"] + when(short, params.step, -params.step), 0, params.most)
        return Orders(
            revenue_levy=levy, token_levy=0, levy_to_open_models=1,
        ).remember(levy=levy).note(runs=when(cost > 0, fund / when(cost > 0, cost, 1), 0))


@hookimpl
def register_strategies(register: Register) -> None:
    """Add the instrument's strategy."""
    register(PublicFunder)
