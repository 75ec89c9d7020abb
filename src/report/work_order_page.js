
/*
 * What the work order does besides being read: it keeps ticks and signatures,
 * and knows which step is next.  Without it everything is still there.  Neither
 * a less-than sign nor an ampersand stands in it, so that the page is XML too.
 */
"use strict";
(function () {
  var one = function (id) { return document.getElementById(id); };
  var all = function (what, within) {
    return Array.from((within || document).querySelectorAll(what));
  };
  var order = "cablecheck " + document.body.dataset.order;
  var boxes = all("input[data-step]");
  var stops = all(".stop");
  var kept = {};

  function warn() {
    if (one("kept")) { one("kept").hidden = false; }
  }

  function keep() {
    try { localStorage.setItem(order, JSON.stringify(kept)); }
    catch (refused) { warn(); }
  }

  function isTicked(box) { return box.checked; }

  function showStop(stop) {
    var done = all("input[data-step]", stop).every(isTicked);

    all("nav a[href='#" + stop.id + "']").forEach(function (link) {
      link.classList.toggle("done", done);
    });
  }

  function show() {
    boxes.forEach(function (box) {
      box.closest(".step").classList.toggle("done", box.checked);
    });
    stops.forEach(showStop);
    showPlace();
    if (one("done")) {
      one("done").textContent = String(boxes.filter(isTicked).length);
      one("next").disabled = boxes.every(isTicked);
    }
  }

  function nextBox() {
    return boxes.find(function (box) { return !box.checked; });
  }

  /* Of all racks, the one where one has to be is in sight. */
  function showPlace() {
    var next = nextBox();

    all("nav a").forEach(function (link) {
      var here = next ? link.hash === "#" + next.closest(".stop").id : false;

      if (here) {
        link.setAttribute("aria-current", "step");
        link.closest("ul").scrollLeft = link.offsetLeft -
          link.closest("ul").offsetLeft;
      } else {
        link.removeAttribute("aria-current");
      }
    });
  }

  function goToNext() {
    var next = nextBox();

    if (next) {
      next.focus();
      next.closest(".step").scrollIntoView({ block: "center" });
    }
  }

  try { kept = JSON.parse(localStorage.getItem(order)) || {}; }
  catch (refused) { warn(); }
  boxes.forEach(function (box) {
    var key = "step-" + box.dataset.step;

    box.checked = kept[key] === true;
    box.addEventListener("change", function () {
      kept[key] = box.checked;
      keep();
      show();
    });
  });
  all("input[data-sign]").forEach(function (field) {
    var key = field.dataset.sign;

    if (typeof kept[key] === "string") { field.value = kept[key]; }
    field.addEventListener("input", function () {
      kept[key] = field.value;
      keep();
    });
  });
  if (one("next")) {
    one("next").hidden = false;
    one("next").addEventListener("click", goToNext);
  }
  show();
}());
