/* Long tables can be sorted by a button in each heading. Rows return to the order of the page on the third press. */
(function () {
  "use strict";
  var LEAST_ROWS = 8;
  var STEPS = { none: "ascending", ascending: "descending", descending: "none" };
  var words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  var SCALES = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, kt: 1e3 };

  function numberOf(text) {
    var found = /^(?:under |US\$|C\$|[<>~€]|\s)*(\u2212|-)?(?:US\$|C\$)?([\d,]*\.?\d+)\s*%?\s*([a-z]+)?/i.exec(text);
    if (!found) { return null; }
    return (found[1] ? -1 : 1) * Number(found[2].replace(/,/g, "")) * (SCALES[found[3]] || 1);
  }

  function isMissing(text) { return text === "" || text === "–" || text === "unknown"; }

  function dateOf(text) {
    return /^\d{1,2} [A-Z][a-z]+ \d{4}$/.test(text) || /^[A-Z][a-z]+ \d{4}$/.test(text) ? Date.parse(text + " UTC") : NaN;
  }

  function comparer(cells) {
    var given = cells.filter(function (text) { return !isMissing(text); });
    if (given.length && given.every(function (text) { return !isNaN(dateOf(text)); })) {
      return function (a, b) { return dateOf(a) - dateOf(b); };
    }
    if (given.length && given.every(function (text) { return numberOf(text) !== null; })) {
      return function (a, b) { return numberOf(a) - numberOf(b); };
    }
    return words.compare;
  }

  function sortBy(table, at, direction, original) {
    var body = table.tBodies[0];
    var text = function (row) { return row.cells[at].textContent.trim(); };
    var rows = original.slice();
    if (direction !== "none") {
      var compare = comparer(rows.map(text));
      var sign = direction === "ascending" ? 1 : -1;
      rows.sort(function (a, b) {
        var first = text(a), second = text(b);
        if (isMissing(first) || isMissing(second)) { return isMissing(first) - isMissing(second); }
        return sign * compare(first, second);
      });
    }
    body.append.apply(body, rows);
  }

  function makeSortable(table) {
    var heads = table.tHead && table.tHead.rows.length === 1 ? Array.from(table.tHead.rows[0].cells) : [];
    var original = Array.from(table.tBodies[0].rows);
    if (!heads.length || original.length < LEAST_ROWS) { return; }
    if (original.some(function (row) { return row.cells.length !== heads.length; })) { return; }
    table.classList.add("sortable");
    heads.forEach(function (head, at) {
      if (!head.textContent.trim()) { return; }
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort-button";
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        var next = STEPS[head.getAttribute("aria-sort") || "none"];
        heads.forEach(function (one) { one.removeAttribute("aria-sort"); });
        if (next !== "none") { head.setAttribute("aria-sort", next); }
        sortBy(table, at, next, original);
      });
    });
  }

  document.querySelectorAll(".bd-article table.report-table").forEach(makeSortable);

  /* A table in a box that scrolls can be reached with the keyboard. */
  document.querySelectorAll(".bd-article .pst-scrollable-table-container").forEach(function (box) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      var caption = box.querySelector("caption .caption-text");
      box.setAttribute("aria-label", "Table" + (caption ? ": " + caption.textContent : ""));
    }
  });
})();
