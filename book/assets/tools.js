/* The tools below figures and tables, and the search field of the indexes. Without this file every link, fold and
   table still works; it adds copying, the day of reading, and filtering. Nothing is fetched. */
(function () {
  "use strict";

  const two = (number) => String(number).padStart(2, "0");
  const now = new Date();
  const year = now.getFullYear();
  const month = now.getMonth() + 1;
  const day = now.getDate();

  const SPOKEN = day + " " + now.toLocaleDateString("en-GB", { month: "long" }) + " " + year;
  const ISO = year + "-" + two(month) + "-" + two(day);

  const WITH_DAY = {
    bibtex: (text) => text.replace(/,?\n}\s*$/, ',\n    urldate = "' + ISO + '"\n}'),
    ris: (text) => text.replace(/\nER {2}-\s*$/, "\nY2  - " + ISO.replaceAll("-", "/") + "\nER  - "),
    csl: (text) => {
      const items = JSON.parse(text);
      items.forEach((item) => { item.accessed = { "date-parts": [[year, month, day]] }; });
      return JSON.stringify(items, null, 1);
    },
  };

  function fallbackCopy(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.className = "tool-copy-field";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copying is not allowed"));
  }

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text).catch(() => fallbackCopy(text));
    }
    return fallbackCopy(text);
  }

  function say(tools, words) {
    const said = tools.querySelector(".tool-said");
    said.textContent = words;
    window.setTimeout(() => { if (said.textContent === words) { said.textContent = ""; } }, 4000);
  }

  function copyAndSay(tools, text, words, back) {
    copy(text).then(
      () => say(tools, words),
      () => say(tools, "Select the text and copy it by hand"),
    ).finally(() => { if (back) { back.focus(); } });
  }

  function addCopy(tools, form) {
    const words = form.querySelector(".cite-words");
    const name = form.querySelector(".cite-name");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy " + name.firstChild.textContent);
    button.addEventListener("click", () => copyAndSay(tools, words.textContent, "Copied", button));
    name.append(button);
  }

  function prepare(details) {
    const tools = details.closest(".report-tools");
    details.querySelectorAll(".cite-day").forEach((place) => { place.textContent = SPOKEN; });
    details.querySelectorAll(".cite-form").forEach((form) => {
      const write = WITH_DAY[form.dataset.format];
      const words = form.querySelector(".cite-words");
      if (write) { words.textContent = write(words.textContent); }
      addCopy(tools, form);
    });
  }

  document.querySelectorAll(".tool-cite").forEach((details) => {
    details.addEventListener("toggle", () => {
      if (details.open && !details.dataset.ready) { details.dataset.ready = "yes"; prepare(details); }
    });
    details.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && details.open) {
        details.open = false;
        details.querySelector("summary").focus();
      }
    });
  });

  document.querySelectorAll(".tool-link").forEach((link) => {
    link.addEventListener("click", () => {
      const tools = link.closest(".report-tools");
      copyAndSay(tools, link.dataset.permanent || link.href, "Link copied", null);
    });
  });

  /* Filtering an index: every word typed has to be in the row. */
  document.querySelectorAll("table.report-index").forEach((table, at) => {
    const rows = [...table.tBodies[0].rows].map((row) => [row, row.textContent.toLowerCase()]);
    const box = document.createElement("div");
    box.className = "index-filter";
    const label = document.createElement("label");
    const field = document.createElement("input");
    const count = document.createElement("span");
    field.type = "search";
    field.id = "index-filter-" + at;
    field.autocomplete = "off";
    label.htmlFor = field.id;
    label.textContent = "Find a " + table.dataset.filter;
    count.setAttribute("role", "status");
    const show = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach(([row, text]) => {
        const fits = words.every((word) => text.includes(word));
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = shown + " of " + rows.length;
    };
    field.addEventListener("input", show);
    box.append(label, field, count);
    table.closest(".pst-scrollable-table-container").before(box);
    show();
  });
})();
