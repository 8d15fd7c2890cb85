"""Buttons that copy: elements of the class ``copy``, with what they copy in ``data-copy``."""

from __future__ import annotations

#: One listener for all of them. Where the browser withholds its clipboard (an address without
#: encryption), a hidden field is copied from instead.
COPY = """<script>
if (!window.wargameCopy) {
  window.wargameCopy = true;
  document.addEventListener("click", (pressed) => {
    const button = pressed.target.closest("button.copy");
    if (!button) return;
    const field = document.createElement("textarea");
    field.value = button.dataset.copy;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    const words = button.textContent;
    button.textContent = copied ? "Copied" : "Select it and copy";
    setTimeout(() => { button.textContent = words; }, 1500);
  });
}
</script>"""
