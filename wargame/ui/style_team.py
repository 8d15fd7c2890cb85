"""Style of the team, projector, observer and debrief screens; a part of the sheet."""

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
.wg .movers details { margin: 0; } .wg .movers details details { margin-left: 16px; }
.wg table.levers { max-width: 760px; margin: 0 0 12px; }
.wg table.levers th:first-child { width: 50%; }
.wg .badge.plain { border-radius: 5px; background: var(--wg-muted); }
.wg .facts img { width: 64px; height: 16px; display: inline-block; vertical-align: middle; }
.wg .hint { margin: 0; } .wg .hint summary { color: inherit; font-weight: inherit; min-height: 0;
  list-style: none; }
.wg .hint summary::-webkit-details-marker { display: none; }
.wg .hint summary::after { content: "?"; display: inline-grid; place-items: center; width: 18px;
  height: 18px; margin-left: 8px; border: 1px solid var(--wg-border); border-radius: 50%;
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

.st-key-page:has(.st-key-projector) { max-width: none; }
.st-key-projector { --z: 1; zoom: var(--z); gap: 24px; min-height: calc(88vh / var(--z)); }
.st-key-projector > div:last-child:not(:first-child) { margin-top: auto; }
.wg .big :where(li, div, span, p, ol, ul) { font-size: inherit; }
.wg .big { font-size: 48px; line-height: 1.25; }
.wg .big h1 { font-size: 84px; line-height: 1.12; max-width: 24em; }
.wg .big h2 { font-size: 60px; line-height: 1.15; }
.wg .big p { max-width: 60em; margin: 24px 0 0; }
.wg .big.blank { min-height: 80vh; }
.st-key-projector-head { flex-wrap: nowrap; padding-bottom: 12px;
  border-bottom: 3px solid var(--wg-line); }
.wg .big.head { display: flex; gap: 48px; align-items: baseline; }
.wg .big .now-phase { font-weight: 700; color: var(--wg-primary); }
.wg .big .numbers { display: grid; grid-template-columns: repeat(3, 1fr); gap: 64px;
  margin-top: 72px !important; }
.wg .big .numbers .value { font-size: 132px; font-weight: 700; line-height: 1.05;
  letter-spacing: -.02em; white-space: nowrap; }
.wg .big .numbers .value .unit { font-size: 48px; font-weight: 400; letter-spacing: 0; }
.wg .big .numbers .name { font-size: 48px; line-height: 1.15; margin-top: 12px; }
.wg .big .sentences { margin-top: 32px !important; }
.wg .big .sentences li { padding: 14px 0; border-top: 2px solid var(--wg-line); }
.wg .big .verdict-rows li { display: grid; grid-template-columns: 130px 1fr 480px; gap: 32px;
  padding: 7px 0; border-top: 2px solid var(--wg-line); }
.wg .big .join { display: flex; justify-content: space-between; gap: 48px; align-items: start; }
.wg .big .address { font-size: 84px; font-weight: 700; margin-top: 24px; color: var(--wg-primary);
  overflow-wrap: anywhere; }
.wg .big .qr { width: 420px; height: 420px; background: #fff; }
.wg .big .seats { display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px 48px; }
.wg .big .seats li { display: flex; gap: 20px; align-items: center; }
.wg .big .badge { width: 88px; height: 88px; font-size: 48px; }
.wg .big .badge.diamond { width: 104px; height: 104px; margin: -8px; }
.wg .proof { font-size: 25px; max-width: none; border-top: 2px solid var(--wg-line);
  padding-top: 12px; }
.wg .proof code { font-size: 25px; font-family: $mono_font; background: none; color: inherit;
  padding: 0; }
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
@media (max-width: 1700px) { .st-key-projector { --z: .8; } }
@media (max-width: 1480px) { .st-key-projector { --z: .7; } }
@media (max-width: 1300px) { .st-key-projector { --z: .62; } }
@media (max-width: 1100px) { .st-key-projector { --z: .5; } }
@media (max-width: 700px) { .st-key-projector { --z: .35; } }
@media (min-width: 2500px) { .st-key-projector { --z: 1.33; } }
@media (min-width: 3800px) { .st-key-projector { --z: 2; } }
"""
