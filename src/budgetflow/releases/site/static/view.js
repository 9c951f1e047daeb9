// Says in words which figure was chosen (the box or cell is marked by the style sheet alone), and on
// which side of its frame a picture goes on.
"use strict";
(() => {
  const tell = () => {
    const box = document.getElementById(location.hash.slice(1));
    const title = box && box.querySelector("title");
    document.getElementById("chosen").textContent = title ? title.textContent : box ? `${box.title}：${box.textContent}` : "";
    if (box) box.scrollIntoView({ block: "center", inline: "center" });
  };
  const sheet = document.getElementById("sheet");
  const edges = () => {
    const left = sheet.scrollWidth - sheet.clientWidth - sheet.scrollLeft;
    sheet.parentElement.classList.toggle("before", sheet.scrollLeft > 1);
    sheet.parentElement.classList.toggle("after", left > 1);
  };
  if (sheet) {
    sheet.addEventListener("scroll", edges, { passive: true });
    addEventListener("resize", edges);
    addEventListener("load", edges);
  }
  addEventListener("hashchange", tell);
  addEventListener("load", tell); // after the browser has gone to the fragment by itself
})();
