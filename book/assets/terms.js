/* Shows a term's definition on pointing and on focus. It stays while one points at it, and Escape closes it. */
(function () {
  "use strict";
  var note = document.createElement("div");
  note.className = "term-note";
  note.setAttribute("aria-hidden", "true");
  note.hidden = true;
  var leaving = 0;

  function show(term) {
    window.clearTimeout(leaving);
    var definition = document.getElementById(term.getAttribute("aria-describedby"));
    if (!definition) { return; }
    note.textContent = definition.textContent;
    note.hidden = false;
    var place = term.getClientRects()[0];
    var left = Math.min(place.left, document.documentElement.clientWidth - note.offsetWidth - 8);
    note.style.left = Math.max(8, left) + window.scrollX + "px";
    note.style.top = place.bottom + window.scrollY + 4 + "px";
  }

  function hide() { note.hidden = true; }
  function hideSoon() { leaving = window.setTimeout(hide, 200); }

  var terms = document.querySelectorAll("a.term");
  if (!terms.length) { return; }
  document.body.appendChild(note);
  note.addEventListener("pointerenter", function () { window.clearTimeout(leaving); });
  note.addEventListener("pointerleave", hideSoon);
  terms.forEach(function (term) {
    term.addEventListener("pointerenter", function () { show(term); });
    term.addEventListener("pointerleave", hideSoon);
    term.addEventListener("focus", function () { show(term); });
    term.addEventListener("blur", hide);
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });
})();
