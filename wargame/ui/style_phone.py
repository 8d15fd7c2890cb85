"""Style for phones and touch: targets for a finger, and nothing wider than the screen."""

from __future__ import annotations

PHONE_SHEET = """
[data-testid="InputInstructions"] { display: none; }
.wg .hint summary { display: flex; align-items: center; gap: 8px; }
.wg .hint summary::after { flex: none; }
@media (max-width: 700px) {
  .st-key-page :is(button, summary, textarea), .st-key-bar button { min-height: 44px; }
  .st-key-page :is([role="radiogroup"] label, label:has(> input[type="checkbox"]),
    label:has(> span > input[type="checkbox"])) { min-height: 44px; align-items: center; }
  .wg :is(.hint, .script, .offset, details) summary { min-height: 44px; }
  .wg details:not(.hint) > summary { display: flex; align-items: center; }
  .wg .facts:has(.hint) dt { padding: 0; } .wg .facts:has(.hint) dd { padding-top: 11px; }
  .wg .leave a, .wg .row.small a { display: inline-flex; align-items: center; min-height: 44px; }
  [class*="st-key-start-seat-"] button { min-height: 44px; }
  .wg .big :is(.numbers, .seats) { grid-template-columns: 1fr; gap: 24px; }
  .st-key-bar { gap: 12px; flex-wrap: nowrap; }
  .st-key-bar > :first-child { flex: 1 1 0; min-width: 0; }
  .st-key-bar > :last-child { flex: none; }
  .st-key-bar .play .strong { line-height: 1.25; }
}
"""
