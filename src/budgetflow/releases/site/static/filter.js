// Shows the cards that are of the chosen place, year and check; the choice is kept in the address, so that it can be sent on.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("filters");
  if (!form) return;
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const select of form.elements) if (asked.has(select.name)) select.value = asked.get(select.name);
  const draw = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value);
    let shown = 0;
    for (const card of document.querySelectorAll("#cases > li")) {
      card.hidden = wanted.some(([name, value]) => card.dataset[name] !== value);
      shown += card.hidden ? 0 : 1;
    }
    document.getElementById("shown").textContent = shown;
  };
  form.addEventListener("change", () => {
    draw();
    history.replaceState(null, "", `#${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`);
  });
  draw();
});
