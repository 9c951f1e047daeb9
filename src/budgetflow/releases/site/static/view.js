// Says in words which figure was chosen; the box or cell is marked by the style sheet alone.
"use strict";
(() => {
  const tell = () => {
    const box = document.getElementById(location.hash.slice(1));
    const title = box && box.querySelector("title");
    document.getElementById("chosen").textContent = title ? title.textContent : box ? `${box.title}：${box.textContent}` : "";
    if (box) box.scrollIntoView({ block: "center", inline: "center" });
  };
  addEventListener("hashchange", tell);
  addEventListener("load", tell); // after the browser has gone to the fragment by itself
})();
