"""What a page says while the server does not answer, in place of the framework's own box."""

from __future__ import annotations

LOST = """<script>
if (!window.wargameLost) {
  window.wargameLost = setInterval(() => {
    const boxes = [...document.querySelectorAll("[role=dialog]")].filter((box) =>
      box.querySelector("h2")?.textContent === "Connection error");
    for (const box of boxes) {
      const whole = box.closest(".stDialog") || box;
      whole.style.display = "none";
      document.documentElement.style.overflow = "";
    }
    let line = document.getElementById("wargame-lost");
    if (boxes.length && !line) {
      line = document.createElement("div");
      line.id = "wargame-lost";
      line.setAttribute("role", "alert");
      line.textContent = "Connection lost; nothing is lost. Trying again \u2026";
      document.body.append(line);
    } else if (!boxes.length && line) { line.remove(); }
  }, 300);
}
</script>"""
