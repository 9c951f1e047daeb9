// One language is seen at a time; the choice is kept, and ?lang=en in an address wins. Runs before the page is drawn.
"use strict";
(() => {
  const root = document.documentElement;
  const show = (language) => {
    root.dataset.lang = language;
    root.lang = language === "en" ? "en-GB" : "zh-Hans";
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
    for (const option of document.querySelectorAll("option[data-en]")) {
      option.textContent = option.dataset[language]; // an option holds no elements that could be hidden
    }
  };
  const kept = () => {
    try {
      return localStorage.getItem("budgetflow-language");
    } catch {
      return null; // a browser may forbid it to pages on a disk
    }
  };
  const asked = new URLSearchParams(location.search).get("lang");
  const first = asked || kept();
  show(first === "en" ? "en" : "zh");
  document.addEventListener("DOMContentLoaded", () => {
    show(root.dataset.lang);
    for (const button of document.querySelectorAll("[data-language]")) {
      button.addEventListener("click", () => {
        show(button.dataset.language);
        try {
          localStorage.setItem("budgetflow-language", button.dataset.language);
        } catch {
          // the choice then holds for this page alone
        }
      });
    }
  });
})();
