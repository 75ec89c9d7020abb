
/*
 * What the report does besides being read: it filters, keeps ticks, and goes
 * from card to card by keyboard.  Without it everything is still there.  Neither
 * a less-than sign nor an ampersand stands in it, so that the page is XML too.
 */
"use strict";
(function () {
  var one = function (id) { return document.getElementById(id); };
  var all = function (what) {
    return Array.from(document.querySelectorAll(what));
  };
  var cards = all("article.card");
  var rows = all("tr[data-device]");
  var boxes = all("input[data-step]");
  var filters = ["search", "rack", "device", "kind", "status"].map(one);
  /* What was done after one collection is no news of the next. */
  var prefix = ["cablecheck", document.body.dataset.topology,
    document.body.dataset.taken, ""].join("/");
  var filtersKey = "cablecheck filters of " + location.pathname;
  var store = null;

  try {
    store = window.localStorage;
  } catch (refused) {
    store = null; /* this browser keeps nothing for files */
  }

  function keep(key, ticked) {
    if (!store) { return; }
    try {
      if (ticked) { store.setItem(key, "1"); } else { store.removeItem(key); }
    } catch (full) {
      store = null;
    }
  }

  function keyOf(box) {
    return prefix + box.closest(".card").id + "/" + box.dataset.step;
  }

  function markDone(card) {
    var own = Array.from(card.querySelectorAll("input[data-step]"));
    var done = own.length > 0 ? own.every(function (b) { return b.checked; })
      : false;

    card.classList.toggle("done", done);
  }

  function countDone() {
    var done = boxes.filter(function (box) { return box.checked; }).length;

    if (one("progress")) {
      one("progress").textContent = done + " of " + boxes.length +
        " steps done";
    }
  }

  /* " 3 14 " holds numbers, each between blanks. */
  function has(list, number) {
    return number === "" ? true : list.includes(" " + number + " ");
  }

  function holds(item, words) {
    if (words.length === 0) { return true; }
    if (item.lower === undefined) {
      item.lower = item.textContent.toLowerCase();
    }
    return words.every(function (word) { return item.lower.includes(word); });
  }

  /* A phone throws pages away and loads them again: the rack must stay. */
  function keepFilters() {
    try {
      window.sessionStorage.setItem(filtersKey, JSON.stringify(
        filters.map(function (filter) { return filter.value; })));
    } catch (refused) {
      return; /* nothing is lost but convenience */
    }
  }

  function restoreFilters() {
    var values = null;

    try {
      values = JSON.parse(window.sessionStorage.getItem(filtersKey));
    } catch (refused) {
      return;
    }
    if (values) {
      filters.forEach(function (filter, i) { filter.value = values[i]; });
    }
  }

  function stateOf(card) {
    if (card.classList.contains("waived")) { return "waived"; }
    return card.classList.contains("done") ? "done" : "open";
  }

  function fits(card, wanted) {
    if (!has(card.dataset.racks, wanted.rack)) { return false; }
    if (!has(card.dataset.devices, wanted.device)) { return false; }
    if (![ "", card.dataset.kind ].includes(wanted.kind)) { return false; }
    if (![ "", stateOf(card) ].includes(wanted.status)) { return false; }
    return holds(card, wanted.words);
  }

  function fitsRow(row, wanted) {
    if (!has(row.dataset.rack, wanted.rack)) { return false; }
    if (!has(row.dataset.device, wanted.device)) { return false; }
    if (![ "", row.dataset.status ].includes(one("answer").value)) {
      return false;
    }
    return holds(row, wanted.words);
  }

  /* Behind a closed door it would be forgotten that a filter is set. */
  function tellFilters() {
    var set = filters.slice(1).filter(function (filter) {
      return filter.value !== "";
    }).length;

    one("more").textContent = set ? "Filters (" + set + ")" : "Filters";
  }

  function apply() {
    var wanted = {};
    var shown = 0;

    filters.forEach(function (filter) { wanted[filter.id] = filter.value; });
    wanted.words = wanted.search.toLowerCase().split(/\s+/).filter(Boolean);
    cards.forEach(function (card) {
      var hit = fits(card, wanted);

      card.hidden = !hit;
      shown += hit ? 1 : 0;
    });
    rows.forEach(function (row) { row.hidden = !fitsRow(row, wanted); });
    if (one("nothing")) { one("nothing").hidden = shown !== 0; }
    tellFilters();
    one("shown").textContent = shown + " of " + cards.length +
      (cards.length === 1 ? " finding shown" : " findings shown");
  }

  var waiting = false;
  function applySoon() {
    if (waiting) { return; }
    waiting = true;
    window.requestAnimationFrame(function () { waiting = false; apply(); });
  }

  function clear() {
    filters.forEach(function (filter) { filter.value = ""; });
    one("answer").value = "";
    keepFilters();
    apply();
  }

  /* The next card that is shown, in steps of 1 or -1. */
  function go(step) {
    var shown = cards.filter(function (card) { return !card.hidden; });
    var at = shown.indexOf(document.activeElement.closest(".card"));
    var next = at === -1 ? (step > 0 ? 0 : shown.length - 1) : at + step;

    if (shown[next]) {
      shown[next].focus();
      shown[next].scrollIntoView({ block: "start" });
    }
  }

  var keys = {
    "/": function () { one("search").focus(); },
    j: function () { go(1); },
    k: function () { go(-1); },
    Escape: clear
  };

  function isTyping(element) {
    if (element.tagName === "SELECT") { return true; }
    return element.matches("input[type=search]");
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (isTyping(event.target)) {
      if (event.key !== "Escape") { return; }
    }
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  document.addEventListener("change", function (event) {
    if (!event.target.matches("input[data-step]")) { return; }
    keep(keyOf(event.target), event.target.checked);
    markDone(event.target.closest(".card"));
    countDone();
  });
  filters.concat([one("answer")]).forEach(function (filter) {
    filter.addEventListener("input", function () {
      keepFilters();
      applySoon();
    });
  });
  one("more").addEventListener("click", function () {
    one("more").setAttribute("aria-expanded",
      String(one("tools").classList.toggle("open")));
  });
  one("clear").addEventListener("click", clear);
  if (one("all")) { one("all").addEventListener("click", clear); }
  one("print").addEventListener("click", function () { window.print(); });
  function showTarget() {
    var target = one(location.hash.slice(1));

    if (target) {
      if (target.hidden) { clear(); }
      target.scrollIntoView();
    }
  }
  window.addEventListener("hashchange", showTarget);

  boxes.forEach(function (box) {
    box.checked = store ? store.getItem(keyOf(box)) === "1" : false;
  });
  cards.forEach(markDone);
  countDone();
  one("tools").hidden = false;
  restoreFilters();
  apply();
  showTarget();
}());
