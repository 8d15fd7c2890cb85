"""Safety removal (M22) and misuse (M23): guards, incidents by nation, and how bad the worst one is.

Guards of released weights can be bought off for the price of a small fine-tuning run, and a guard
once released stays as it was. Incidents are counted as a public database counts them (reported
ones); the worst of a quarter is the largest of as many bounded Pareto draws.
"""

from __future__ import annotations

from typing import Any

from wargame.symbolic.book import Book

REMOVAL = "Gade et al. 2023 (BadLlama), https://www.sciencestack.ai/paper/2311.00117"
HAZARD = "Cox 1972, proportional hazards"
COUNTS = (
    "AI Incident Database: 91 in 2022 (https://insidebigdata.com/2023/08/20/study-2023-already-"
    "faced-55-ai-incidents-more-than-half-the-number-reported-in-the-whole-of-2022/), 149 in 2023 "
    "(https://thedailyscout.com/s/a-07wcGmc0U)"
)
TAIL = "Pickands 1975, extreme values"
NTIA = "NTIA 2024, open model weights report: evidence insufficient (https://www.ntia.gov)"


def declare(book: Book) -> None:
    """Declare guards, hazards, incident rates, counts and severities."""
    book.slot("incident_factor", "nations", "product", "1", 0, 100,
              "What instruments multiply into the incidents of a nation", HAZARD)
    book.slot("tamper_resistance", "labs", "sum", "1", 0, 1e4,
              "Added cost of removing guards, in multiples of the plain cost", REMOVAL)
    _guards(book)
    _use(book)
    _hazards(book)
    _rates(book)
    _events(book)


def _guards(book: Book) -> None:
    """What it costs to strip a model, now and for the weights already out."""
    from wargame.symbolic.operators import select

    plain = book.parameter(
        "plain_removal_cost", 200, 20, 2000, "USD",
        "Cost of removing the guards of weights that resist in no way", REMOVAL)
    by_safety = book.parameter(
        "removal_cost_by_safety", 10, 0, 50, "1",
        "Rise of the removal cost, in plain costs, at a safety share of one", "assumed")
    cost = book.flow(
        "removal_cost", "labs", "USD", 0, 1e9,
        "Cost of removing the guards of what the lab would release now", REMOVAL,
        plain * (1 + by_safety * book["safety_share"] + book["tamper_resistance"]), seen="own")
    released = book["released_capability"]
    seen = book.stock(
        "weights_noticed", "labs", "nat", -10, 60,
        "Best released weights of the lab as of the last quarter; 60 before the first",
        "definition", initial=60, seen="hidden", next=released)
    stays = book.stock(
        "released_removal_cost", "labs", "USD", 1, 1e9,
        "Cost of removing the guards of the lab's best released weights", REMOVAL,
        initial=200, next=select(released > seen, cost, book["released_removal_cost"]))
    refusal = book.parameter(
        "refusal_rate", 0.9, 0.7, 0.99, "share",
        "Part of harmful requests that an intact guard refuses", "assumed")
    budget = book.parameter(
        "misuser_budget", 1000, 50, 20000, "USD",
        "What a typical misuser can spend on one model", "assumed")
    book.flow(
        "open_guard", "labs", "share", 0, 1,
        "Part of harmful requests that the lab's released weights still refuse", REMOVAL,
        refusal * stays / (stays + budget))
    book.flow("coming_guard", "labs", "share", 0, 1,
              "Part of harmful requests that the lab's next release would refuse", REMOVAL,
              refusal * cost / (cost + budget), seen="own")
    book.flow("plain_guard", "world", "share", 0, 1,
              "Part of harmful requests refused where removal costs the plain sum", REMOVAL,
              refusal * plain / (plain + budget))


def _use(book: Book) -> None:
    """Effective use and the frontier as they stood when the game began."""
    from wargame.symbolic.operators import clip, greater, ratio, select

    first = book.stock("first_tokens", "world", "Mtok/yr", 0, 1e300,
                       "Tokens a year in the first quarter", "definition", initial=0,
                       next=select(book["first_tokens"] > 0, book["first_tokens"],
                                   book["tokens"]))
    power = book.parameter(
        "use_to_exposure", 0.05, 0, 0.3, "1", "Elasticity of effective users to tokens",
        "assumed; with the spread of weights it fits reported incidents, 1.6-fold in 2023")
    grown = clip(ratio(book["tokens"], first), 1e-6, 1e12)
    book.stock("use_level", "world", "1", 0.01, 1e4,
               "Effective users of models relative to the first quarter", "assumed", initial=1,
               next=select(first > 0, grown**power, book["use_level"]))
    book.stock("closed_use", "world", "share", 0, 1, "Part of last quarter's tokens from closed "
               "models", "definition", initial=0.8, next=1 - book["open_token_share"])
    at_start = book["start_frontier"]
    now = greater(book["closed_frontier"], book["open_frontier"])
    book.flow("hazard_reference", "world", "nat", -10, 60,
              "Capability of the best model when the game began", "definition",
              select(at_start > -500, at_start, now))
    book.stock("start_frontier", "world", "nat", -1000, 60,
               "Capability of the best model when the game began; -1000 before it is known",
               "definition", initial=-1000, seen="hidden", next=book["hazard_reference"])


def _hazards(book: Book) -> None:
    """Harm per use by lab, relative to the best model at the start with its plain guard."""
    from wargame.symbolic.operators import greater

    elasticity = book.parameter(
        "misuse_elasticity", 0.1, 0, 1.5, "1", "Rise of harm per use with each nat of capability",
        NTIA + "; value fits reported counts")
    monitoring = book.parameter(
        "monitoring", 0.9, 0.5, 0.99, "share",
        "Part of misuse that a provider of closed access detects and stops", "assumed")
    norm = book.parameter(
        "monitoring_at_start", 0.9, 0.9, 0.9, "share",
        "Monitoring in 2023, to which incident counts are calibrated", "definition")
    by_safety = book.parameter(
        "monitoring_by_safety", 4, 0, 10, "1",
        "Fall of closed leakage with the safety share: 1/(1 + this x share)", "assumed")

    def harm(capability: Any) -> Any:
        return greater(0, 1 + elasticity * (capability - book["hazard_reference"]))

    weak = 1 - book["plain_guard"]
    book.flow("open_hazard", "labs", "1", 0, 1e4, "Harm per use of the lab's released weights",
              HAZARD, harm(book["released_capability"]) * (1 - book["open_guard"]) / weak,
              seen="hidden")
    book.flow("release_hazard", "labs", "1", 0, 1e4,
              "Harm per use of the lab's best model, were its weights released now", HAZARD,
              harm(book["capability"]) * (1 - book["coming_guard"]) / weak, seen="own")
    leak = (1 - monitoring) / (1 - norm) / (1 + by_safety * book["safety_share"])
    book.flow("closed_hazard", "labs", "1", 0, 1e4, "Harm per use of what the lab sells by API",
              HAZARD, harm(book["offered_capability"]) * leak, seen="hidden")


def _rates(book: Book) -> None:
    """Expected incidents a year, by nation and by kind of access."""
    from wargame.symbolic.operators import highest, share

    base = book.parameter(
        "incident_base", 250, 150, 390, "1/yr",
        "Reported incidents a year, all nations, that the start would have without defence or "
        "safety spending", COUNTS + "; scaled so that a start like 2023 gives its 149")
    open_risk = book.parameter(
        "open_risk_multiplier", 2, 0.5, 10, "1",
        "Harm per use of open weights relative to closed access at equal capability",
        NTIA + "; Kapoor et al. 2024, marginal risk")
    usual = book.parameter(
        "adoption_at_start", 0.2, 0.1, 0.3, "share", "Part of use on open weights at the start",
        "Enterprise workload share 2023, https://mment.co/open-vs-closed-models")
    weight = book.attribute(
        "incident_weight", "nations", "1", 0, 1e3,
        "Weight of the nation in the world's reported incidents", "assumed", value=1)
    adoption = book["adoption"]
    scale = book.flow(
        "incident_scale", "nations", "1/yr", 0, 1e12,
        "Incidents a year if all use were of closed access at the hazard of the start", HAZARD,
        base * share(weight) * book["use_level"] * (1 - book["defence"])
        * book["incident_factor"] / (1 - usual + usual * open_risk), seen="hidden")
    # Misusers pick the best tool within reach, so the weakest guard sets the rate (Hirshleifer
    # 1983, weakest link).
    book.flow("open_incident_rate", "nations", "1/yr", 0, 1e12,
              "Expected incidents a year through released weights", HAZARD,
              scale * open_risk * adoption * highest(book["open_hazard"]), seen="hidden")
    book.flow("closed_incident_rate", "nations", "1/yr", 0, 1e12,
              "Expected incidents a year through closed access", HAZARD,
              scale * book["closed_use"] * highest(book["closed_hazard"]), seen="hidden")
    book.flow("release_exposure", "nations", "1/yr", 0, 1e12,
              "Incidents a year per unit of hazard if everyone who would takes up open weights",
              HAZARD, scale * open_risk * (adoption + usual * (1 - adoption)), seen="own")


def _events(book: Book) -> None:
    """What the luck of the quarter makes of the rates."""
    import sympy as sp

    from wargame.symbolic.operators import greater, pareto, poisson, select, total

    tail = book.parameter("severity_tail", 1.6, 1.1, 2.5, "1",
                          "Tail index of severity; below 2 the variance has no bound but the cap",
                          TAIL + "; range assumed")
    cap = book.parameter("severity_cap", 1e4, 1e3, 1e5, "1",
                         "Largest severity, in multiples of the smallest incident", "assumed")
    from_level = book.parameter("severe_threshold", 20, 10, 50, "1",
                                "Severity from which an incident alarms the public", "assumed")
    half = book.parameter("severe_scale", 100, 30, 500, "1",
                          "Severity above the threshold at which half of all alarm is reached",
                          "assumed")
    bias = book.parameter("reporting_bias", 4, 2, 10, "1",
                          "True incidents per reported one", "assumed; reports are voluntary")
    rate = book["open_incident_rate"] + book["closed_incident_rate"]
    count_luck = book.luck("incident_count", "nations", "how many incidents are reported")
    worst_luck = book.luck("worst_incident", "nations", "how severe the worst incident is")
    origin_luck = book.luck("incident_origin", "nations", "which access the worst one came by")
    count = book.flow("incidents", "nations", "1", 0, 1e15, "Incidents reported in the quarter",
                      "Poisson counts", poisson(count_luck, rate * book["tick_years"]))
    # The largest of n draws is the quantile at u**(1/n).
    worst = pareto(sp.exp(sp.log(worst_luck) / greater(count, 1)), tail, cap)
    severity = book.flow("incident_severity", "nations", "1", 0, 1e5,
                         "Severity of the worst incident of the quarter; 0 without one", TAIL,
                         select(count > 0, worst, 0))
    beyond = greater(severity - from_level, 0)
    alarm = book.flow("alarm", "nations", "share", 0, 1,
                      "How much the worst incident of the quarter alarms the public", "assumed",
                      beyond / (beyond + half))
    by_open = origin_luck * rate < book["open_incident_rate"]
    book.flow("open_alarm", "nations", "share", 0, 1,
              "The part of alarm that released weights are blamed for", "assumed",
              select(by_open, alarm, 0))
    book.metric("incident_rate", "1/yr", 0, 1e15, "Expected reported incidents a year, worldwide",
                COUNTS, total(rate), better="lower")
    book.metric("true_incident_rate", "1/yr", 0, 1e16,
                "Expected incidents a year with those nobody reports, worldwide", COUNTS,
                bias * total(rate), better="lower")
