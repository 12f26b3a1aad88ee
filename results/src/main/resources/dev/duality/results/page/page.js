// SPDX-License-Identifier: Apache-2.0
// Filters the rows, opens the row that the address names, and shows what a mark of a chart stands for. The page can be
// read without it. Texts of the run are text nodes; none is made into markup.
"use strict";
(() => {
  const byId = id => document.getElementById(id);

  // ---- Rows ----

  const rows = [...document.querySelectorAll("details.row")];
  const groups = [...document.querySelectorAll(".group")];
  const choices = ["workload", "side", "grade"];
  const said = new Map(rows.map(row => [row,
      [row.id, row.dataset.workload, row.querySelector("summary").textContent].join(" ").toLowerCase()]));

  // A row has each of its grades.
  const has = (row, name, value) => name === "grade" ? row.dataset.grade.split(" ").includes(value)
      : row.dataset[name] === value;

  function filter() {
    const words = byId("words").value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const row of rows) {
      const fits = choices.every(name => !byId(name).value || has(row, name, byId(name).value))
          && words.every(word => said.get(row).includes(word));
      row.hidden = !fits;
      found += fits;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("details.row:not([hidden])");
    }
    byId("found").textContent = `${found} of ${rows.length} rows`;
    byId("none").hidden = found > 0;
  }

  function showAll() {
    byId("words").value = "";
    choices.forEach(name => { byId(name).value = ""; });
    filter();
  }

  // The row that the address names, if it names one.
  function follow() {
    const row = byId(location.hash.slice(1)); // no sign of an id is written in another way there
    if (row && row.matches("details.row")) {
      if (row.hidden) {
        showAll();
      }
      row.open = true;
      row.scrollIntoView();
      row.querySelector("summary").focus({preventScroll: true});
    }
  }

  if (byId("filter")) { // not all pages have rows
    byId("filter").hidden = false;
    byId("filter").addEventListener("input", filter);
    byId("filter").addEventListener("submit", event => event.preventDefault());
    byId("open-all").addEventListener("click", () => rows.forEach(row => { row.open = !row.hidden; }));
    byId("close-all").addEventListener("click", () => rows.forEach(row => { row.open = false; }));
    addEventListener("hashchange", follow);
    filter();
  }

  // ---- Charts: what a mark stands for is its title; a box shows it at once, also at a touch and by the keyboard ----

  const tip = document.createElement("div");
  tip.id = "tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;
  document.body.append(tip);

  function show(mark) {
    const title = mark.querySelector("title");
    if (title) { // the browser's own box would come late, and over ours
      mark.dataset.tip = title.textContent;
      mark.setAttribute("aria-label", title.textContent);
      title.remove();
    }
    tip.replaceChildren(...mark.dataset.tip.split("\n").map((text, i) => {
      const line = document.createElement(i ? "div" : "b");
      line.textContent = text;
      return line;
    }));
    tip.hidden = false;
  }

  // Beside a place of the window, and inside it.
  function place(x, y) {
    const {width, height} = tip.getBoundingClientRect();
    const inside = (at, size, room) => Math.max(4, at + 14 + size < room ? at + 14 : at - 14 - size);
    tip.style.left = `${inside(x, width, document.documentElement.clientWidth)}px`;
    tip.style.top = `${inside(y, height, innerHeight)}px`;
  }

  function heard(event) {
    const mark = event.target.closest?.(".mark");
    if (mark) {
      show(mark);
      const box = mark.getBoundingClientRect();
      place(event.clientX ?? box.left + box.width / 2, event.clientY ?? box.bottom);
    } else {
      tip.hidden = true;
    }
  }

  addEventListener("pointermove", heard);
  addEventListener("pointerdown", heard);
  addEventListener("focusin", heard);
  addEventListener("scroll", () => { tip.hidden = true; }, {passive: true});
  addEventListener("keydown", event => { tip.hidden = tip.hidden || event.key === "Escape"; });

  addEventListener("load", follow); // not before: the browser goes to that place itself, and would take the focus away
})();
