"""Style of the team, observer and debrief screens; a part of the sheet."""

from __future__ import annotations

TEAM_SHEET = """
.wg .row { display: flex; align-items: center; gap: 12px; flex-wrap: wrap; }
.wg .tag { display: inline-block; font-size: ${small}px; font-weight: 600; padding: 2px 10px;
  border: 1px solid currentColor; border-radius: 999px; white-space: nowrap; }
.wg .said { white-space: pre-wrap; overflow-wrap: anywhere; margin: 4px 0 8px; }
.wg .paper { border: 1px solid var(--wg-line); border-radius: 8px; padding: 12px 16px;
  margin-bottom: 12px; }
.wg .panel .paper { border: 0; padding: 4px 0 0; margin: 0; }
.wg .paper blockquote, .wg .panel blockquote { margin: 8px 0; padding: 0 0 0 12px;
  border-left: 3px solid var(--wg-border); overflow-wrap: anywhere; }
.wg .paper li { padding: 2px 0; }
.wg .forecasts li { display: flex; gap: 8px; align-items: baseline; }
.wg .parties li { display: flex; gap: 12px; align-items: center; padding: 4px 0; }
.wg .bullets li { padding-left: 16px; position: relative; }
.wg .bullets li::before { content: ""; position: absolute; left: 0; top: .65em; width: 6px;
  height: 6px; background: var(--wg-primary); border-radius: 50%; }
.wg .offset { margin: 0; } .wg .offset summary { min-height: 0; }
.wg .movers details { margin: 0; } .wg .movers details details { margin-left: 16px; }
.wg table.levers { max-width: 760px; margin: 0 0 12px; }
.wg table.levers th:first-child { width: 50%; }
.wg .badge.plain { border-radius: 5px; background: var(--wg-muted); }
.wg .facts img { width: 64px; height: 16px; display: inline-block; vertical-align: middle; }
.wg .hint { margin: 0; } .wg .hint summary { color: inherit; font-weight: inherit; min-height: 0;
  list-style: none; }
.wg .hint summary::-webkit-details-marker { display: none; }
.wg .hint summary::after { content: "?"; display: inline-grid; place-items: center; width: 18px;
  height: 18px; border: 1px solid var(--wg-border); border-radius: 50%;
  font-size: ${small}px; color: var(--wg-muted); }
.wg .hint small { display: block; max-width: 44ch; }
[class*="st-key-levergrid-"] { display: grid; gap: 16px 40px;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr)); align-items: start; }
.st-key-nav-team { gap: 12px; margin-bottom: 4px; }
[class*="st-key-order-"] input, [class*="st-key-seen-"] input, [class*="st-key-talk-"] input,
[class*="st-key-terms-"] input { min-height: 42px; }
.wg .timeline > li { border-top: 1px solid var(--wg-line); padding: 16px 0; }
.wg .happening { border-left: 4px solid var(--wg-warning); padding: 4px 12px; margin: 8px 0; }
.wg .worlds { display: flex; height: 16px; margin: 8px 0; border-radius: 3px; overflow: hidden;
  box-shadow: inset 0 0 0 1px var(--wg-border); }
.wg .worlds-said { margin-top: 20px; } .wg .worlds-said p { max-width: none; margin-bottom: 2px; }
.wg .worlds i { display: block; height: 16px; }
.wg .worlds .first { background: var(--wg-primary); } .wg .worlds .same { background: none; }
.wg .worlds .second { background: repeating-linear-gradient(45deg, var(--wg-border) 0 3px,
  var(--wg-ground) 3px 6px); }
.wg .grid { display: grid !important;
  grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 4px 16px; }
.wg .grid .row { flex-wrap: nowrap; } .wg .grid .row span { min-width: 0; }
.st-key-quick-notes button, .st-key-debrief-view button, .st-key-note-seat button {
  min-height: 44px; }

@media (max-width: 700px) {
  .st-key-nav-team { flex-wrap: nowrap; gap: 8px; }
  .wg .cards .value { white-space: normal; }
  .wg .facts { grid-template-columns: minmax(48%, 1fr) auto; }
  .st-key-team-view button { padding-left: 10px; padding-right: 10px; }
  [class*="st-key-order-"] [role="radiogroup"] label, [class*="st-key-seen-"] [role="radiogroup"]
  label, [class*="st-key-talk-"] label:has(input), [class*="st-key-terms-"] label:has(input),
  [class*="st-key-fork-"] [role="radiogroup"] label { min-height: 44px; }
  [class*="st-key-order-"] button, [class*="st-key-act-"] button, [class*="st-key-levers-"] summary,
  .st-key-page summary, .st-key-note-seat button { min-height: 44px; }
  .st-key-page div:has(> input:is([type="text"], [type="number"], :not([type]))),
  .st-key-page div:has(> div > input:is([type="text"], :not([type]))) { min-height: 44px; }
}
"""
