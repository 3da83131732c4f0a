// Draws the figures of the page with Plotly once they come near and the reader has begun to use the page: reading
// Plotly alone takes a slow phone a second. Until then, and without this file, the pictures and tables say the same.
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
  // Beside this file, so that pages in folders find it, too.
  var address = document.currentScript.src.replace(/loader\.js$/, "plotly.min.js");
  var waiting = [];
  var isUsed = false;
  var isBusy = false;
  var loading = null;

  function idle(task) {
    if (window.requestIdleCallback) { window.requestIdleCallback(task, { timeout: 2000 }); } else { window.setTimeout(task, 50); }
  }

  function plotly() {
    loading = loading || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.appendChild(script);
    });
    return loading;
  }

  // The live drawing is made unseen beside the picture, and takes its place when it is whole.
  function draw(place) {
    var text = place.nextElementSibling.textContent;
    if (dark.matches) {
      text = text.replace(/#[0-9a-f]{6}/g, function (colour) { return colours[colour] || colour; });
    }
    var told = JSON.parse(text);
    var live = place.querySelector(".live");
    if (!live) {
      live = document.createElement("div");
      live.className = "live";
      // A map is as high as its picture, which is smaller on a phone; else the page would move.
      live.style.height = (place.querySelector(".map") ? place.offsetHeight : place.dataset.height) + "px";
      place.appendChild(live);
    }
    if (place.querySelector(".map")) { told.layout.height = live.offsetHeight; }
    return window.Plotly.react(live, told.data, told.layout, { displayModeBar: false, responsive: true }).then(function () {
      place.classList.add("is-live");
    });
  }

  // One figure at a time, so that the page answers between two of them.
  function next() {
    if (!isUsed || isBusy || !waiting.length) { return; }
    isBusy = true;
    plotly().then(function () {
      idle(function () {
        draw(waiting.shift()).then(function () { isBusy = false; next(); });
      });
    }, function () { waiting = []; });
  }

  function begin() {
    if (!isUsed) {
      isUsed = true;
      idle(next);
    }
  }

  function ask(place) {
    waiting.push(place);
    next();
  }

  function setTables(open) {
    document.querySelectorAll(".figure details").forEach(function (details) {
      if (open || details.parentElement.querySelector(".chart")) { details.open = open; }
    });
  }

  setTables(false);
  ["scroll", "pointermove", "pointerdown", "keydown"].forEach(function (what) {
    window.addEventListener(what, begin, { once: true, passive: true });
  });
  window.addEventListener("beforeprint", function () { setTables(true); });
  window.addEventListener("afterprint", function () { setTables(false); });
  window.addEventListener("load", function () {
    var places = document.querySelectorAll(".chart");
    if (!window.IntersectionObserver) {
      places.forEach(ask);
    } else {
      var near = new IntersectionObserver(function (seen) {
        seen.forEach(function (one) {
          if (one.isIntersecting) {
            near.unobserve(one.target);
            ask(one.target);
          }
        });
      }, { rootMargin: "200px" });
      places.forEach(function (place) { near.observe(place); });
    }
    dark.addEventListener("change", function () { document.querySelectorAll(".chart.is-live").forEach(ask); });
  });
})();
