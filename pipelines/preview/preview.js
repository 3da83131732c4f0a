// Loads the page again when it was made anew, and shows what is wrong or still going on. Of the preview alone.
"use strict";
(function () {
  let number = -1;
  let version = null;
  const note = document.createElement("pre");
  const look = { position: "fixed", insetInline: "0", insetBlockEnd: "0", margin: "0", padding: "0.75rem 1rem", zIndex: "99" };
  Object.assign(note.style, look, { background: "#222", color: "#fff", font: "0.9rem/1.5 monospace", whiteSpace: "pre-wrap" });
  note.setAttribute("role", "status");
  function show(told) {
    const lines = told.mistakes.length ? ["These pages are not made of what was saved last:", ...told.mistakes] : [];
    note.textContent = [told.busy, ...lines].filter(Boolean).join("\n");
    if (note.textContent) document.body.append(note);
    else note.remove();
  }
  async function listen() {
    try {
      const told = await (await fetch("/_told?number=" + number, { cache: "no-store" })).json();
      number = told.number;
      if (version !== null && told.version !== version) return location.reload();
      version = told.version;
      show(told);
      setTimeout(listen, 0);
    } catch (gone) {
      show({ busy: "The preview has ended.", mistakes: [] });
      setTimeout(listen, 2000);
    }
  }
  listen();
})();
