"""Style of the projector, to be read at eight metres; a part of the sheet."""

from __future__ import annotations

PROJECTOR_SHEET = """
.st-key-page:has(.st-key-projector) { max-width: none; margin-top: -28px; }
.st-key-projector { --z: 1; zoom: var(--z); gap: 24px; min-height: calc(88vh / var(--z));
  overflow-x: clip; }
/* A chart measures the room it has without the zoom, and is then drawn with it. */
.st-key-projector-chart { width: calc(100% / var(--z)); min-width: calc(100% / var(--z));
  max-width: none; flex: none; }
.st-key-projector > div:last-child:not(:first-child) { margin-top: auto; }
.wg .big :where(li, div, span, p, ol, ul) { font-size: inherit; }
.wg .big { font-size: 48px; line-height: 1.25; }
.wg .big h1 { font-size: 84px; line-height: 1.12; max-width: 24em; }
.wg .big h2 { font-size: 60px; line-height: 1.15; }
.wg .big p { max-width: 60em; margin: 24px 0 0; }
.wg .big.blank { min-height: 80vh; }
.st-key-projector-head { flex-wrap: nowrap; padding-bottom: 12px;
  border-bottom: 3px solid var(--wg-line); }
.st-key-projector-head > div:first-child { flex: 1 1 0; min-width: 0; }
.st-key-projector-head > div:has(.st-key-projector-clock) { flex: none; }
.wg .big.head { display: flex; gap: 36px; align-items: baseline; white-space: nowrap; }
.wg .big.head .muted { overflow: hidden; text-overflow: ellipsis; }
.wg .big .now-phase { font-weight: 700; color: var(--wg-primary); }
.wg .big .numbers { display: grid; grid-template-columns: repeat(3, 1fr); gap: 64px;
  margin-top: 72px !important; }
.wg .big .numbers .value { font-size: 132px; font-weight: 700; line-height: 1.05;
  letter-spacing: -.02em; white-space: nowrap; }
.wg .big .numbers .value .unit { font-size: 48px; font-weight: 400; letter-spacing: 0; }
.wg .big .numbers .name { font-size: 48px; line-height: 1.15; margin-top: 12px; }
.wg .big .sentences { margin-top: 32px !important; }
.wg .big .sentences li { padding: 14px 0; border-top: 2px solid var(--wg-line); }
.wg .big .verdict-rows li { display: grid; grid-template-columns: 90px 1fr 480px; gap: 16px;
  padding: 4px 0; border-top: 2px solid var(--wg-line); }
.wg .big .join { display: flex; justify-content: space-between; gap: 48px; align-items: start; }
.wg .big .address { font-size: 84px; font-weight: 700; margin-top: 24px; color: var(--wg-primary);
  overflow-wrap: anywhere; }
.wg .big .qr { width: 420px; height: 420px; background: #fff; }
.wg .big .seats { display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px 48px; }
.wg .big .seats li { display: flex; gap: 20px; align-items: center; }
.wg .big .badge { width: 88px; height: 88px; font-size: 48px; }
.wg .big .badge.diamond { width: 104px; height: 104px; margin: -8px; }
.wg .big .action { display: flex; gap: 24px; align-items: center; }
.wg .big .clamp1, .wg .big .clamp2, .wg .big .clamp3 { display: -webkit-box; overflow: hidden;
  -webkit-box-orient: vertical; -webkit-line-clamp: 1; overflow-wrap: anywhere; }
.wg .big .clamp2 { -webkit-line-clamp: 2; } .wg .big .clamp3 { -webkit-line-clamp: 3; }
.wg .big .reasons { display: grid; grid-template-columns: 1fr 1fr; gap: 64px; margin-top: 24px; }
.wg .big .reasons .head { font-weight: 700; border-bottom: 3px solid var(--wg-line); }
.wg .big .reasons li { padding-left: 52px; position: relative; margin-top: 8px; }
.wg .big .reasons li b { position: absolute; left: 0; }
.wg .big .chances { display: grid; grid-template-columns: repeat(50, 1fr); gap: 8px;
  margin-top: 24px; }
.wg .big .chances i { height: 34px; border-radius: 5px; box-shadow: inset 0 0 0 3px
  var(--wg-border); }
.wg .big .chances i.works { background: var(--wg-good); box-shadow: none; }
.wg .big .throw { display: flex; gap: 40px; align-items: center; margin-top: 24px; }
.wg .big .die { width: 200px; height: 200px; flex: none; display: grid; padding: 26px;
  grid-template: repeat(3, 1fr) / repeat(3, 1fr); border: 6px solid var(--wg-text);
  border-radius: 32px; place-items: center; }
.wg .big .die i { width: 40px; height: 40px; border-radius: 50%; background: var(--wg-text); }
.wg .big .sum { font-size: 84px; font-weight: 700; line-height: 1.1; white-space: nowrap; }
.wg .big.finding h2 { max-width: none; text-wrap: wrap; display: -webkit-box; overflow: hidden;
  -webkit-box-orient: vertical; -webkit-line-clamp: 3; }
.wg .big.finding p { margin-top: 12px; max-width: none; }
.wg .big .causes li { display: grid; grid-template-columns: 620px 1fr 380px; gap: 32px;
  align-items: center; padding: 5px 0; border-top: 2px solid var(--wg-line); }
.wg .big .amount { text-align: right; white-space: nowrap; }
.wg .big .lane { position: relative; height: 52px; }
.wg .big .lane i { position: absolute; top: 6px; height: 40px; min-width: 3px; border-radius: 5px;
  background: var(--wg-primary); }
.wg .big .lane i.down { background: repeating-linear-gradient(45deg, var(--wg-primary) 0 6px,
  var(--wg-ground) 6px 12px); box-shadow: inset 0 0 0 3px var(--wg-primary); }
.wg .big .lane b { position: absolute; top: 0; width: 4px; height: 52px; margin-left: -2px;
  background: var(--wg-border); }
.wg .big .tally { margin-top: 24px !important; }
.wg .big .tally li { display: grid; gap: 24px; align-items: center; padding: 3px 0;
  grid-template-columns: minmax(0, 620px) repeat(var(--turns), minmax(0, 1fr)) 220px;
  border-top: 2px solid var(--wg-line); }
.wg .big .tally li:first-child { border-top: 0; }
.wg .big .tally b { font-size: 84px; line-height: .7; margin-right: 16px; }
.wg .big .team { display: flex; gap: 20px; align-items: center; min-width: 0; }
.wg .big .tally .badge, .wg .big .deals .badge { width: 80px; height: 80px; }
.wg .big .tally .badge.diamond, .wg .big .deals .badge.diamond { width: 92px; height: 92px;
  margin: -6px; }
.wg .big .deals { margin-top: 24px !important; }
.wg .big .deals li { display: grid; grid-template-columns: 400px 1fr; gap: 32px; padding: 10px 0;
  align-items: center; border-top: 2px solid var(--wg-line); }
.wg .proof { font-size: 25px; max-width: none; border-top: 2px solid var(--wg-line);
  padding-top: 12px; }
.wg .proof code { font-size: 25px; font-family: $mono_font; background: none; color: inherit;
  padding: 0; }
@media (max-width: 1700px) { .st-key-projector { --z: .8; } }
@media (max-width: 1480px) { .st-key-projector { --z: .715; } }
@media (max-width: 1300px) { .st-key-projector { --z: .67; } }
@media (max-width: 1100px) { .st-key-projector { --z: .54; } }
@media (max-width: 700px) { .st-key-projector { --z: .35; } }
@media (min-width: 2500px) { .st-key-projector { --z: 1.33; } }
@media (min-width: 3800px) { .st-key-projector { --z: 2; } }
"""
