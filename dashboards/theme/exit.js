// Leaves for the address of the exit link: when it is chosen, and when Shift is pressed three times with nothing between.
(function () {
  "use strict";

  var link = document.querySelector(".exit a");
  var within = 5000;
  var pressed = [];

  // Replacing takes this page out of the way back; what the history keeps beside that is not ours to change.
  function leave() {
    document.documentElement.hidden = true;
    window.location.replace(link.href);
  }

  link.addEventListener("click", function (event) {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", function (event) {
    if (event.repeat) { return; }
    if (event.key !== "Shift") {
      pressed = [];
      return;
    }
    pressed = pressed.filter(function (time) { return event.timeStamp - time < within; }).concat(event.timeStamp);
    if (pressed.length === 3) { leave(); }
  });
})();
