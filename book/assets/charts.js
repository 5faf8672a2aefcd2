/* Draws the charts of a page over their static pictures, with tooltips and highlighting.
   Classic script, no fetch, no eval: expressions are interpreted (ast: true), so the page's policy can forbid eval. */
(function () {
  "use strict";
  var root = document.documentElement;
  var library = document.currentScript.dataset.library;
  var colours = JSON.parse(document.getElementById("chart-colours").textContent);
  var phone = window.matchMedia("(max-width: 40rem)");
  var waiting = null;

  function withLibrary(done) {
    if (window.vegaEmbed) { return done(); }
    if (waiting) { return waiting.push(done); }
    waiting = [done];
    var script = document.createElement("script");
    script.src = library;
    script.onload = function () {
      if (window.vegaEmbed) { waiting.forEach(function (one) { one(); }); }
    };
    document.body.appendChild(script);
  }

  function isDark() { return root.dataset.theme === "dark"; }

  function specOf(box) {
    var content = JSON.parse(box.querySelector(".chart-spec").textContent);
    var spec = content.wide;
    if (phone.matches && content.narrow) {
      spec = Object.assign({}, content.narrow, { datasets: content.wide.datasets });
    }
    if (isDark()) {
      spec = JSON.parse(JSON.stringify(spec).replace(/#[0-9a-f]{6}/gi, function (colour) {
        return colours[colour.toLowerCase()] || colour;
      }).replace(/"stroke":"white"/g, '"stroke":"' + colours["#ffffff"] + '"'));
    }
    spec.config = Object.assign({}, spec.config, { background: "transparent", aria: false });
    box.chartColour = content.colour;
    return spec;
  }

  function place(box) {
    var image = box.querySelector("img");
    var stage = box.querySelector(".chart-live");
    if (!stage) {
      stage = document.createElement("div");
      stage.className = "chart-live";
      stage.setAttribute("role", "img");
      stage.setAttribute("aria-label", image.alt);
      box.insertBefore(stage, box.firstChild);
    }
    return stage;
  }

  function draw(box) {
    var stage = place(box);
    var inner = document.createElement("div");
    inner.setAttribute("aria-hidden", "true");
    var options = {
      mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false, logLevel: 1,
      tooltip: { disableDefaultStyle: true, theme: "report" }
    };
    return window.vegaEmbed(inner, specOf(box), options).then(function (result) {
      var svg = inner.querySelector("svg");
      ["role", "aria-label", "aria-roledescription"].forEach(function (name) { inner.removeAttribute(name); });
      svg.setAttribute("focusable", "false");
      svg.querySelectorAll("[aria-label]").forEach(function (mark) { mark.removeAttribute("aria-label"); });
      svg.querySelectorAll("a").forEach(function (link) { link.setAttribute("tabindex", "-1"); });
      svg.style.aspectRatio = svg.getAttribute("width") + " / " + svg.getAttribute("height");
      if (box.chartView) { box.chartView.finalize(); }
      box.chartView = result.view;
      stage.replaceChildren(inner);
      box.classList.add("chart-drawn");
      highlight(box, svg);
    }, function () { stage.remove(); });
  }

  /* Pointing at a mark or a legend entry dims the marks of other colours; a click on a legend entry keeps it so. */
  function valueOf(box, element) {
    var item = element.__data__;
    if (Array.isArray(item)) { item = item[0]; }
    if (!item || !item.datum) { return null; }
    if (element.closest(".role-legend")) { return item.datum.value === undefined ? null : item.datum.value; }
    var found = item.datum[box.chartColour];
    return found === undefined ? null : found;
  }

  function dim(box, svg, kept) {
    svg.querySelectorAll(".role-mark path, .role-mark text, .role-mark line").forEach(function (mark) {
      var value = kept === null ? null : valueOf(box, mark);
      mark.classList.toggle("chart-dim", value !== null && value !== kept);
    });
  }

  function highlight(box, svg) {
    if (!box.chartColour) { return; }
    var pinned = null;
    svg.addEventListener("pointerover", function (event) {
      if (event.pointerType !== "mouse") { return; }
      var value = valueOf(box, event.target);
      dim(box, svg, value === null ? pinned : value);
    });
    svg.addEventListener("pointerleave", function () { dim(box, svg, pinned); });
    svg.addEventListener("click", function (event) {
      if (!event.target.closest(".role-legend")) { return; }
      var value = valueOf(box, event.target);
      pinned = value === pinned ? null : value;
      dim(box, svg, pinned);
    });
  }

  var boxes = Array.prototype.filter.call(document.querySelectorAll(".chart"), function (box) {
    return box.querySelector(".chart-spec");
  });
  function redraw() {
    boxes.forEach(function (box) { if (box.chartView) { draw(box); } });
  }
  var near = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) { return; }
      near.unobserve(entry.target);
      withLibrary(function () { draw(entry.target); });
    });
  }, { rootMargin: "400px 0px" });
  boxes.forEach(function (box) { near.observe(box); });
  phone.addEventListener("change", redraw);
  var theme = root.dataset.theme;
  new MutationObserver(function () {
    if (root.dataset.theme === theme) { return; }
    theme = root.dataset.theme;
    redraw();
  }).observe(root, { attributes: true, attributeFilter: ["data-theme"] });

  /* Draws every chart at once and says when that is done: for tests and for saving a page. */
  window.reportCharts = function () {
    return new Promise(function (done) {
      withLibrary(function () {
        Promise.all(boxes.map(function (box) { near.unobserve(box); return draw(box); })).then(function () { done(boxes.length); });
      });
    });
  };
})();
