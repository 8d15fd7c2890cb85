"""Plain words for variables: what a screen calls them, and how their numbers are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wargame.session import figures
from wargame.session.figures import Figure, figure_of
from wargame.session.inner_titles import LEVELS, WORDS
from wargame.symbolic.declarations import Lever, Parameter, Variable


@dataclass(frozen=True)
class Title:
    """Words and scale of one variable."""

    words: str
    figure: Figure


def _table(figure: Figure, **words: str) -> dict[str, Title]:
    return {name: Title(text, figure) for name, text in words.items()}


TITLES: Mapping[str, Title] = {
    **_table(
        figures.SHARE,
        open_token_share="Open share of tokens",
        open_workload_share="Open share of workloads",
        open_revenue_share="Open share of revenue",
        closed_revenue_share="Closed share of revenue",
        gap_persistence="Quarters with closed models ahead",
        hybrid_share="Organisations that mix open and closed",
        pure_open_share="Organisations all open",
        pure_closed_share="Organisations all closed",
        task_sufficiency_by_value="Tasks that open models can do, by value",
        task_sufficiency_by_count="Tasks that open models can do, by number",
        closed_margin="Margin of closed access",
        margin_lead="Margin of closed access above that of services",
        edge_profit_share="Infrastructure and applications, share of profit",
        edge_share_change="Profit share gained by infrastructure and applications",
        closed_token_share="Your closed models' share of tokens",
        adoption="Possible users who hold open weights",
        domestic_chip_share="Chips made at home",
        trust="Public trust in open models",
        stringency="Stringency of your rules on open weights",
        defence="Misuse that defence prevents",
        chips_denied="Chip imports that others' controls deny you",
        sales_reach="Buyers that your sales reach",
        openness="How open your new work is",
        reputation_motive="How much your people live by published work",
        licence_terms="Freedom under your licence",
        open_supply_share="Your part of open models in use",
        release_allowed="New weights you may lawfully release",
        release_relevance="What your best model would add to open models",
        buyers_trust="Buyers' trust in open models",
        buyers_rules="Stringency of rules where buyers are",
        capital_climate="Outside capital, against the boom"),
    **_table(figures.FLAG, coexistence="Open and closed coexist"),
    **_table(
        figures.MONTHS,
        frontier_lag_months="Lag of open models",
        lag_change_months="Change of the lag since 2023-24",
        gap_months="Lag of open models behind the frontier",
        runway="At this pace your money lasts"),
    **_table(
        figures.COUNT,
        releasing_labs="Labs that release weights",
        solvent_labs="Labs able to trade",
        near_frontier_sponsors="Open labs within a year of the frontier",
        hosts="Independent hosts of open models",
        hub_models="Models on the hub",
        hub_users="Users of the hub",
        contributors="People who improve your open models",
        incidents="Incidents reported in the last quarter"),
    **_table(
        figures.TIMES,
        downloads_growth="Downloads against the start",
        hub_models_growth="Models on the hub against the start",
        open_fund_cover="Open funds, in runs near the frontier",
        closed_vendor_return="Return of closed vendors",
        edge_return="Return of infrastructure and applications",
        return_lead_of_edges="Return of the edges above closed vendors",
        gap_fluctuation="Fluctuation of the gap"),
    **_table(
        figures.LEVEL,
        capability="Your best model",
        algorithms="Efficiency of your algorithms",
        aged_capability="Your best model that is old enough to go out",
        released_capability="Best weights you have released",
        offered_capability="Best model you sell by API",
        closed_frontier="Best model in any lab",
        open_frontier="Best model with open weights",
        domestic_capability="Best model of your labs",
        effective_access="Best model within your reach",
        api_capability="Best model you can use by API",
        open_access="Best open model in your hands",
        run_capability="Model your run would give if it ended now"),
    **_table(
        figures.GAP,
        frontier_gap="Lead of closed over open models, in effective compute",
        perceived_gap="Lead of closed over open models as buyers see it",
        gap_mean="Mean lead of closed over open models",
        lag_to_frontier="The frontier's lead over your best model"),
    **_table(
        figures.PRICE,
        closed_price_level="Price of closed models",
        open_price_level="Hosted price of open models",
        closed_price="Your price",
        closed_serving_cost="Your cost of serving",
        price_paid="Average price paid",
        open_price="Hosted price of open models"),
    **_table(
        figures.INCOME,
        model_spending="Spending on tokens",
        open_services="Revenue of services for open models",
        api_revenue="Your revenue from access",
        gross_profit="Your gross profit",
        funds="What you can spend",
        research_spend="Your research spending",
        lab_costs="Your costs",
        lab_earnings="Your earnings",
        opening_gain="What you would gain by opening your best model",
        complement_gain="your main business sells more",
        rival_gain="rivals lose rent",
        ecosystem_gain="outsiders work for you",
        rent_lost="less the rent you give up",
        release_cost="less the expected cost of release",
        parent_support="What your owner pays in",
        core_business="Your owner's main business",
        chip_licence_revenue="Revenue from licensed chip sales"),
    **_table(figures.MONEY, cash="Money you can draw on", run_cost="Cost of a frontier run",
             open_fund="Money pooled for open models",
             capped_damage="Expected damages of one incident under your cap"),
    **_table(figures.TOKENS, token_volume="Tokens bought", tokens="Tokens bought",
             segment_tokens="Tokens bought for each use"),
    **_table(
        figures.PER_YEAR,
        incident_rate="Incidents reported",
        true_incident_rate="Incidents, reported or not",
        systemic_risk="System-wide failures expected",
        defection_pressure="Pressure on you to give up open releases"),
    **_table(
        figures.Figure(),
        open_sponsor_concentration="Concentration of open supply",
        supply_concentration="Concentration of the supply of tokens",
        salience="Public attention to harm from AI"),
    **_table(figures.CHIPS, national_compute="Accelerators installed"),
    **_table(figures.CHIPS_RATE, chip_deliveries="Accelerators added"),
    **_table(figures.COMPUTE, compute_in_run="Compute gathered in the run under way"),
}


def title_of(name: str, variable: Variable | None) -> Title:
    """Words for a variable: ours, else the label its author gave, else its name."""
    found = TITLES.get(name)
    if found is not None:
        return found
    if variable is None:
        return Title(WORDS.get(name) or spelt(name), figures.PLAIN)
    return titled(name, variable.label, variable.unit)


def titled(name: str, title: str, unit: str) -> Title:
    """Words for a quantity of a view: ours, else the title and unit that came with it."""
    found = TITLES.get(name)
    if found is not None:
        return found
    words = WORDS.get(name) or title or spelt(name)
    figure = figures.LEVEL if name in LEVELS else figure_of(unit)
    return Title(words[:1].upper() + words[1:], figure)


def in_sentence(words: str) -> str:
    """A title inside a sentence: its first letter small, unless it is a short name."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def spelt(name: str) -> str:
    """A name as words."""
    return name.replace("_", " ").strip()


def parameter_figure(parameter: Parameter | Lever) -> Figure:
    """How a parameter's numbers are shown."""
    if parameter.unit in ("code", "1"):
        return figures.PLAIN
    return figure_of(parameter.unit)
