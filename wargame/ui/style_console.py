"""Style of the facilitator's console, the start page and the head; a part of the sheet."""

from __future__ import annotations

CONSOLE_SHEET = """
.wg .walk { display: flex; flex-wrap: wrap; gap: 4px; margin-top: 2px; }
.wg .phase { font-size: ${small}px; padding: 3px 10px; border-radius: 999px; color: var(--wg-muted);
  border: 1px solid var(--wg-line); white-space: nowrap; }
.wg .phase.now { background: var(--wg-primary); color: var(--wg-on-primary); font-weight: 600;
  border-color: var(--wg-primary); }
.wg .whose { display: flex; align-items: center; gap: 12px; min-height: 56px; }
.wg.room-walk { text-align: center; }
.st-key-room-header { border-bottom: 1px solid var(--wg-line); padding-bottom: 8px;
  flex-wrap: wrap; }
.st-key-room-clock { align-items: flex-end; text-align: right; }

.st-key-console-rail { position: sticky; top: 12px; gap: 12px; background: var(--wg-panel);
  border-radius: 10px; padding: 14px; }
.st-key-next-step { gap: 8px; }
.st-key-next-step button { min-height: 56px; }
.st-key-act-next button { animation: wg-wake 1.5s; }
@keyframes wg-wake { from { pointer-events: none; opacity: .6; }
  99% { pointer-events: none; opacity: .6; } to { pointer-events: auto; opacity: 1; } }
.st-key-next-step button p { font-size: ${h4}px; }
.st-key-rail-clock { gap: 6px; flex-wrap: nowrap; }
.st-key-rail-clock button, .st-key-rail-more button { min-height: 40px; padding: 4px 8px; }
.wg .rail-seats > li { display: grid; grid-template-columns: 30px 1fr auto; gap: 10px;
  align-items: center; padding: 4px 0; border-top: 1px solid var(--wg-line); min-height: 46px; }
.wg .rail-seats .badge { width: 30px; height: 30px; }
.wg .rail-seats .badge.diamond { width: 36px; height: 36px; margin: -3px; }
.wg .rail-waits li { padding: 1px 0 1px 20px; text-indent: -20px; }
.wg .rail-seats .tag { margin-top: 2px; }
.wg .rail-seats .strong { line-height: 1.25; overflow-wrap: anywhere; }
.wg .desk-head { display: flex; gap: 12px; align-items: center; }
.wg .desk-head .tag { margin-left: auto; }
.wg .script { margin: 0; border-left: 4px solid var(--wg-primary); padding: 8px 16px;
  background: var(--wg-panel); border-radius: 0 8px 8px 0; }
.wg .script summary { min-height: 24px; } .wg .script p { margin: 6px 0 0; }
.wg .plain > li { padding: 8px 0; border-top: 1px solid var(--wg-line); }
.wg .desk-order { margin: 4px 0; }
.wg .desk-order > * { margin: 6px 0; }
.wg .desk-order blockquote { padding: 0 0 0 12px; border-left: 3px solid var(--wg-border);
  overflow-wrap: anywhere; }
[class*="st-key-card-seat-"], [class*="st-key-card-inject-"], [class*="st-key-card-action-"],
[class*="st-key-card-ruling-"] { padding: 14px 16px; gap: 8px; margin-bottom: 4px; }
[class*="st-key-panel-"] { background: var(--wg-panel); border-radius: 10px; padding: 16px;
  gap: 10px; }
[class*="st-key-seat-actions-"], [class*="st-key-inject-actions-"] { gap: 6px; }
[class*="st-key-pop-"] button { min-height: 44px; }
.wg .dice { display: flex; gap: 4px; font-size: ${h1}px; line-height: 1; }
.wg .track.odds { width: 100%; margin-top: 4px; }
.wg .join-cards { display: grid !important; gap: 16px;
  grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); }
.wg .join-cards > li { border: 1px solid var(--wg-line); border-radius: 8px; padding: 12px;
  display: flex; flex-direction: column; gap: 8px; min-width: 0; }
.wg .join-cards .row { flex-wrap: nowrap; min-height: 48px; }
.wg .qr { background: #FFFFFF; border-radius: 4px; max-width: 100%; }
.wg code { font-family: $mono_font; font-size: ${small}px; color: var(--wg-text);
  background: none; padding: 0; overflow-wrap: anywhere; }
.wg .master { font-family: $mono_font; font-size: ${h3}px; font-weight: 700; letter-spacing: .04em;
  overflow-wrap: anywhere; }
#wargame-lost { position: fixed; top: 0; left: 0; right: 0; z-index: 1000001; padding: 12px 16px;
  text-align: center; font: 600 ${body}px $body_font; background: var(--wg-warning);
  color: var(--wg-ground); }
.wg button.copy { font: inherit; font-size: ${small}px; min-height: 44px; padding: 4px 12px;
  color: var(--wg-primary); background: none; border: 1px solid var(--wg-primary);
  border-radius: 6px; cursor: pointer; }
.wg a { color: var(--wg-primary); }
.wg table.log td { padding: 4px 10px 4px 0; }
.wg .said { overflow-wrap: anywhere; }
.st-key-new-session { position: sticky; top: 12px; }
.st-key-created { max-width: 34rem; margin: 8vh auto; }
.st-key-created h1 { margin-bottom: 12px; }
.wg .foot .leave { margin-left: auto; }
.stHtml:has(> .wg > .version) { display: none; }
.st-key-looking { background: var(--wg-panel); border-left: 4px solid var(--wg-warning);
  border-radius: 0 8px 8px 0; padding: 8px 16px; }
.wg .choices { display: grid !important; gap: 0 24px;
  grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); }

@media (max-width: 900px) {
  .st-key-console-rail, .st-key-new-session { position: static; }
  .wg.room-walk { text-align: left; }
}
@media (max-width: 700px) {
  .st-key-room-header { gap: 4px 12px; }
  .st-key-room-header > :nth-child(2) { order: 3; flex-basis: 100%; }
  .wg.room-walk { display: flex; gap: 8px; align-items: center; }
  .wg .walk .phase:not(.now) { display: none; }
  .wg .walk { margin: 0; }
}
"""
