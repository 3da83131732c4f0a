// Draws every figure of the page with Plotly. Without this file the tables stand open and say the same.
(function () {
  "use strict";

  // Plotly writes style attributes as text, which the security policy of the page forbids; set as properties they may stand.
  var write = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    if (name === "style") {
      this.style.cssText = value;
    } else {
      write.call(this, name, value);
    }
  };

  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  // The colours of palette.py and their dark counterparts, told apart on a dark page.
  var colours = {
    "#206095": "#6fb3e0", "#0f7a6c": "#4fc3ae", "#6f777b": "#9aa3a8", "#222222": "#ececec", "#d9d9d9": "#4a5157",
    "#595959": "#b9bfc3", "#f2f2f2": "#262b30", "#fefefe": "#15181b",
    "#dceaf6": "#16324a", "#a9cce6": "#1f567f", "#6da7d0": "#3a82b8", "#2f77b0": "#79b4de", "#0d3b66": "#cfe6f7"
  };

  function figures() {
    return Array.prototype.map.call(document.querySelectorAll("script.drawing"), function (script) {
      return { place: script.previousElementSibling, text: script.textContent };
    });
  }

  function draw(figure) {
    var text = figure.text;
    if (dark.matches) {
      text = text.replace(/#[0-9a-f]{6}/g, function (colour) { return colours[colour] || colour; });
    }
    var told = JSON.parse(text);
    window.Plotly.react(figure.place, told.data, told.layout, { displayModeBar: false, responsive: true });
  }

  function setTables(open) {
    document.querySelectorAll(".figure details").forEach(function (details) {
      if (open || details.previousElementSibling.tagName === "NOSCRIPT") { details.open = open; }
    });
  }

  document.querySelectorAll(".chart").forEach(function (place) {
    place.style.height = place.dataset.height + "px";
  });
  setTables(false);
  window.addEventListener("beforeprint", function () { setTables(true); });
  window.addEventListener("afterprint", function () { setTables(false); });
  window.addEventListener("load", function () {
    var all = figures();
    all.forEach(draw);
    dark.addEventListener("change", function () { all.forEach(draw); });
  });
})();
