"""The style sheet. Rules hang on keys of containers and on our own class names only."""

from __future__ import annotations

from string import Template

from wargame.ui.style_console import CONSOLE_SHEET
from wargame.ui.style_phone import PHONE_SHEET
from wargame.ui.style_projector import PROJECTOR_SHEET
from wargame.ui.style_team import TEAM_SHEET
from wargame.ui.theme import BODY_FONT, HEADING_FONT, MONO_FONT, SIZES, Palette

_SHEET = Template("""
:root {
  --wg-ground: $ground; --wg-panel: $panel; --wg-text: $text; --wg-muted: $muted;
  --wg-primary: $primary; --wg-on-primary: $on_primary; --wg-border: $border; --wg-line: $line;
  --wg-good: $good; --wg-warning: $warning; --wg-bad: $bad;
}
.st-key-page { max-width: 1480px; margin: 0 auto; scroll-margin-top: 24px; }
.st-key-page span[role=group] > span, .st-key-page span[role=group] > span * {
  color: var(--wg-on-primary); }
.st-key-formula { overflow-x: auto; overflow-y: hidden; }
.wg { font-family: $body_font; font-size: ${body}px; line-height: 1.5; color: var(--wg-text);
  font-variant-numeric: tabular-nums; }
.wg h1, .wg h2, .wg h3, .wg h4 { font-family: $heading_font; font-weight: 600; color: inherit;
  line-height: 1.2; margin: 0; padding: 0; letter-spacing: -0.01em; text-wrap: balance; }
.wg h1 { font-size: ${h1}px; } .wg h2 { font-size: ${h2}px; }
.wg h3 { font-size: ${h3}px; } .wg h4 { font-size: ${h4}px; }
.wg .as2 { font-size: ${h2}px; } .wg .as3 { font-size: ${h3}px; }
.wg .as4 { font-size: ${h4}px; }
.wg p { margin: 0 0 8px; max-width: 72ch; } .wg p:last-child { margin-bottom: 0; }
.wg ul, .wg ol, .wg dl { list-style: none; margin: 0 !important; padding: 0 !important; }
.wg li { margin: 0; padding: 0; }
.wg small, .wg .small { font-size: ${small}px; line-height: 1.43; }
.wg .muted { color: var(--wg-muted); } .wg .strong { font-weight: 600; }
.wg .serif { font-family: $heading_font; }
.wg .good { color: var(--wg-good); } .wg .bad { color: var(--wg-bad); }
.wg .warning { color: var(--wg-warning); } .wg .accent { color: var(--wg-primary); }
.wg .eyebrow { font-size: ${small}px; font-weight: 600; color: var(--wg-muted); }
.wg img { display: block; }

.wg .badge { display: inline-grid; place-items: center; width: 34px; height: 34px; flex: none;
  font-size: ${small}px; font-weight: 700; line-height: 1; color: var(--wg-ground); }
.wg .badge.circle { border-radius: 50%; } .wg .badge.square { border-radius: 5px; }
.wg .badge.diamond { clip-path: polygon(50% 0, 100% 50%, 50% 100%, 0 50%); width: 42px;
  height: 42px; margin: -4px; }
.wg .badge.large { width: 56px; height: 56px; font-size: ${h4}px; }
.wg .badge.large.diamond { width: 68px; height: 68px; margin: -6px; }

.wg .narrow { max-width: 40ch; }
.wg .mast { display: flex; align-items: center; gap: 12px; min-height: 44px; }
.wg .mast .word { font-family: $heading_font; font-weight: 700; font-size: ${h4}px; }
.wg .bar { display: flex; align-items: center; gap: 8px 24px; flex-wrap: wrap; }
.wg .bar .who { display: flex; align-items: center; gap: 12px; min-width: 0; }
.wg .bar .who > div { min-width: 0; }
.wg .bar .time { flex: 1 1 300px; max-width: 560px; margin-left: auto; }
.wg .steps { display: flex; gap: 4px; }
.wg .steps li { flex: 1; height: 8px; border-radius: 2px; background: var(--wg-line); }
.wg .steps li.done { background: var(--wg-primary); }
.wg .steps li.now { background: var(--wg-ground); box-shadow: inset 0 0 0 2px var(--wg-primary); }
.wg .time .small { display: flex; justify-content: space-between; gap: 12px; margin-top: 4px; }

.wg .cards { overflow: hidden; display: grid;
  grid-template-columns: repeat(auto-fit, minmax(200px, 1fr));
  gap: 0; border-top: 1px solid var(--wg-line); border-bottom: 1px solid var(--wg-line); }
.wg .cards > li { padding: 12px 16px 12px 16px; border-left: 1px solid var(--wg-line);
  display: flex; flex-direction: column; gap: 2px; min-width: 0; margin-left: -1px; }
.wg .cards .value { font-size: ${h3}px; font-weight: 600; line-height: 1.2; white-space: nowrap; }
.wg .cards .value .unit { font-size: ${small}px; font-weight: 400; color: var(--wg-muted); }
.wg .cards .name { font-size: ${small}px; color: var(--wg-muted); line-height: 1.3;
  min-height: 2.6em; display: flex; align-items: end; }
.wg .cards .move { font-size: ${small}px; }
.wg .cards img { width: 100%; height: 32px; margin-top: auto; padding-top: 4px; }

.wg .panel { background: var(--wg-panel); border-radius: 8px; padding: 16px; }
.wg .panel + .panel { margin-top: 16px; }
.wg .facts { display: grid; grid-template-columns: 1fr auto; margin-top: 8px !important; }
.wg .facts > div { display: contents; }
.wg .facts dt, .wg .facts dd { margin: 0; padding: 6px 0; border-bottom: 1px solid var(--wg-line); }
.wg .facts > div:last-child dt, .wg .facts > div:last-child dd { border-bottom: 0; }
.wg .facts dd { text-align: right; font-weight: 600; padding-left: 16px; }
.wg .facts .part dt { padding-left: 16px; color: var(--wg-muted); }
.wg .facts .part dd { font-weight: 400; }
.wg .facts dd small { display: block; font-weight: 400; color: var(--wg-muted); }
.wg details { margin-top: 12px; } .wg summary { cursor: pointer; color: var(--wg-primary);
  font-weight: 600; min-height: 32px; }

.wg .moves > li { display: grid; grid-template-columns: 42px 1fr; gap: 12px; padding: 12px 0;
  border-top: 1px solid var(--wg-line); }
.wg .moves > li.own { background: var(--wg-panel); padding: 12px; border-radius: 8px;
  border-top: 0; }
.wg .moves .changes { margin: 2px 0 4px; }
.wg .moves .changes li { padding: 1px 0; }
.wg .moves blockquote { margin: 4px 0 0; padding: 0 0 0 12px; border-left: 3px solid var(--wg-line);
  color: var(--wg-muted); max-width: 72ch; }
.wg .held { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; margin-top: 12px; }

.wg .claim { border-top: 1px solid var(--wg-line); padding: 16px 0; }
.wg .claim header { display: grid; grid-template-columns: 34px 44px 1fr auto; gap: 4px 12px;
  align-items: baseline; }
.wg .sign { display: inline-grid; place-items: center; width: 28px; height: 28px;
  border-radius: 50%; font-weight: 700; border: 2px solid currentColor; line-height: 1; }
.wg .sign.little { width: 20px; height: 20px; font-size: ${small}px; border-width: 1px; }
.wg table { width: 100%; border-collapse: collapse; margin: 8px 0 0; border: 0; }
.wg th { font-size: ${small}px; font-weight: 600; color: var(--wg-muted); text-align: left;
  padding: 4px 12px 4px 0; border: 0; border-bottom: 1px solid var(--wg-border); }
.wg td { padding: 6px 12px 6px 0; border: 0; border-bottom: 1px solid var(--wg-line);
  vertical-align: top; }
.wg tr:last-child td { border-bottom: 0; }
.wg .verdicts li { display: grid; grid-template-columns: 28px 36px 1fr; gap: 4px 12px;
  padding: 10px 0; border-top: 1px solid var(--wg-line); align-items: center; }
.wg .claim table { table-layout: fixed; }
.wg .claim th:nth-child(1) { width: 32%; } .wg .claim th:nth-child(4) { width: 15%; }
.wg .number { text-align: right; white-space: nowrap; }
.wg .count { display: flex; align-items: center; gap: 8px; white-space: nowrap; }
.wg .track { width: 88px; height: 8px; border-radius: 2px; background: var(--wg-line); flex: none;
  box-shadow: inset 0 0 0 1px var(--wg-border); position: relative; }
.wg .track i { display: block; height: 8px; border-radius: 2px; background: var(--wg-primary); }
.wg .track b { position: absolute; top: -3px; width: 4px; height: 14px; margin-left: -2px;
  background: var(--wg-primary); border-radius: 2px; }

.wg .empty { border: 1px dashed var(--wg-border); border-radius: 8px; padding: 32px 24px;
  color: var(--wg-muted); text-align: center; }
.wg .notice { border-left: 4px solid var(--wg-warning); background: var(--wg-panel);
  padding: 12px 16px; border-radius: 0 8px 8px 0; }
div:has(> .st-key-words) { position: absolute; }
.st-key-words { position: fixed; z-index: 1000000; left: 50%; bottom: 20px; pointer-events: none;
  transform: translateX(-50%); width: min(44rem, calc(100vw - 32px)); }
.st-key-words .notice { pointer-events: auto; cursor: pointer; color: var(--wg-text);
  border: 1px solid var(--wg-border); border-left: 6px solid var(--wg-warning); border-radius: 8px;
  font-weight: 600; box-shadow: 0 4px 20px rgb(0 0 0 / .35); overflow-wrap: anywhere;
  animation: wg-leave .3s 20s forwards; }
body:has(.st-key-words .notice:not(.away)) .st-key-page { padding-bottom: 96px; }
.st-key-words .notice.told { border-left-color: var(--wg-good); }
.st-key-words .notice.away { display: none; }
@keyframes wg-leave { to { opacity: 0; visibility: hidden; } }
.wg .outside { max-width: 34rem; margin: 8vh auto; }
.wg .outside h1 { margin-bottom: 12px; }
.wg .links { display: flex; gap: 12px; flex-wrap: wrap; margin-top: 24px; }
.wg a.button { display: inline-flex; align-items: center; min-height: 44px; padding: 8px 20px;
  border-radius: 6px; border: 1px solid var(--wg-primary); background: var(--wg-primary);
  color: var(--wg-on-primary); font-weight: 600; text-decoration: none; }
.wg a.button.other { background: none; color: var(--wg-primary); }
.wg .foot { display: flex; gap: 8px; align-items: center; color: var(--wg-muted);
  font-size: ${small}px; border-top: 1px solid var(--wg-line); padding-top: 12px; }
.wg .dot { width: 8px; height: 8px; border-radius: 50%; background: var(--wg-good); flex: none; }
.wg .dot.waiting { background: none; box-shadow: inset 0 0 0 2px var(--wg-warning); }
.wg .was { font-size: ${small}px; color: var(--wg-muted); padding: 4px 0; }
.wg .was b { color: var(--wg-primary); }
.wg .play { display: flex; flex-direction: column; justify-content: center; min-height: 44px; }

[class*="st-key-act-"] button, [class*="st-key-nav"] button { min-height: 44px; }
[class*="st-key-act-"] button[kind="primary"]:not(:disabled) p { color: var(--wg-on-primary); }
[class*="st-key-act-"] button[kind="primary"] p { font-weight: 600; }
[class*="st-key-act-"] button:disabled p { color: var(--wg-muted); }
.st-key-ahead-metrics span, .st-key-ahead-metrics span svg { color: var(--wg-on-primary); }
.st-key-ahead-metrics label span { color: var(--wg-text); }
[class*="st-key-card-"] { border: 1px solid var(--wg-line) !important; border-radius: 8px;
  padding: 20px; }
.st-key-card-chosen { border: 2px solid var(--wg-primary) !important; }
.st-key-bar { max-width: 1480px; margin: 0 auto; border-top: 1px solid var(--wg-line);
  padding-top: 12px; margin-bottom: -32px; background: var(--wg-ground); }
.st-key-seat-panel { background: var(--wg-panel); border-radius: 8px; padding: 12px 16px; }
.st-key-seat-panel details { margin-top: 4px; }
[class*="st-key-lever-"] { gap: 0.25rem; }
[class*="st-key-order-"] label p { font-weight: 600; font-size: ${body}px; }
[class*="st-key-order-"] [role="radiogroup"] label p { font-weight: 400; }

@media (max-width: 700px) {
  .wg h1 { font-size: ${h2}px; } .wg h2 { font-size: ${h3}px; }
  .wg .cards { grid-template-columns: 1fr 1fr; }
  .wg .cards > li { padding: 8px 12px; }
  .wg .cards img { display: none; }
  .wg .bar .time { flex-basis: 100%; }
  .wg .claim header { grid-template-columns: 34px 44px 1fr; }
  .wg .claim header .verdict { grid-column: 3; }
  .wg table, .wg tbody, .wg tr { display: block; }
  .wg thead { display: none; }
  .wg tr { border-bottom: 1px solid var(--wg-line); padding: 8px 0; }
  .wg td { border: 0; padding: 1px 0; display: flex; justify-content: space-between; gap: 16px; }
  .wg td[data-name]::before { content: attr(data-name); color: var(--wg-muted);
    font-size: ${small}px; flex: none; }
  .wg td:first-child { font-weight: 600; } .wg td small { font-weight: 400; }
  .wg .verdicts li { display: grid; grid-template-columns: 28px 36px 1fr; gap: 4px 12px;
  padding: 10px 0; border-top: 1px solid var(--wg-line); align-items: center; }
.wg .claim table { table-layout: fixed; }
.wg .claim th:nth-child(1) { width: 32%; } .wg .claim th:nth-child(4) { width: 15%; }
.wg .number { text-align: left; white-space: normal; }
  .st-key-strip-quiet { display: none; }
}
""")

#: The parts of the style sheet, in order.
SHEETS = (_SHEET, Template(CONSOLE_SHEET), Template(TEAM_SHEET),
          Template(PROJECTOR_SHEET), Template(PHONE_SHEET))


def sheet(palette: Palette) -> str:
    """The style sheet of a theme, as an element of HTML."""
    sizes = {name: str(size) for name, size in SIZES.items()}
    colours = {n: v for n, v in vars(palette).items() if isinstance(v, str)}
    text = "".join(part.substitute(colours | sizes, body_font=BODY_FONT, mono_font=MONO_FONT,
                                   heading_font=HEADING_FONT) for part in SHEETS)
    return f"<style>{text}</style>"
