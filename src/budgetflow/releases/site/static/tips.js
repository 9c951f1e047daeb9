// Says the value of the bar that is pointed at, touched or focused, below its chart.
"use strict";
addEventListener("DOMContentLoaded", () => {
  for (const figure of document.querySelectorAll("figure:has(.bar[tabindex])")) {
    const tip = figure.querySelector(".tip");
    const say = (event) => {
      const bar = event.target.closest(".bar");
      if (bar && tip) tip.textContent = bar.getAttribute("aria-label");
    };
    for (const kind of ["pointerover", "click", "focusin"]) figure.addEventListener(kind, say);
  }
});
