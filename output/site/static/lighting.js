// Pointing at a value lights its boxes on the page's image, and pointing at a box lights its value.
"use strict";
(() => {
  const all = (name) => document.querySelectorAll(`[data-value="${CSS.escape(name)}"]`);
  const owner = (event) => event.target.closest && event.target.closest("[data-value]");
  const light = (name, on) => all(name).forEach((part) => part.classList.toggle("lit", on));

  // Brings a part into sight inside its scrolling column only, so that the page itself stays where it is.
  const show = (part) => {
    const column = part.closest(".pages");
    if (!column || column.scrollHeight <= column.clientHeight) return;
    const frame = column.getBoundingClientRect(), box = part.getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) {
      column.scrollTop += box.top - frame.top - (frame.height - box.height) / 3;
    }
  };

  const enter = (event) => {
    const part = owner(event);
    if (!part) return;
    light(part.dataset.value, true);
    if (!part.closest(".pages")) {
      const zone = [...all(part.dataset.value)].find((other) => other.closest(".pages"));
      if (zone) show(zone);
    }
  };
  const leave = (event) => {
    const part = owner(event);
    if (part && !(event.relatedTarget && part.contains(event.relatedTarget))) light(part.dataset.value, false);
  };
  document.addEventListener("mouseover", enter);
  document.addEventListener("mouseout", leave);
  document.addEventListener("focusin", enter);
  document.addEventListener("focusout", leave);
})();
