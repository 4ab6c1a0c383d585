"use strict";
{
  const form = document.getElementById("controls");
  const search = document.getElementById("search");
  const region = document.getElementById("region");
  const status = document.getElementById("shown");
  const table = document.getElementById("services");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const dots = [...document.querySelectorAll("svg.region [data-slug]")];
  let sorted = "";
  let waiting;

  const plain = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase().replace(/&/g, " and ").replace(/[^a-z0-9]+/g, " ").trim();
  const words = new Map(rows.map((row) => [row, plain(row.dataset.find)]));

  const say = () => {
    const shown = rows.filter((row) => !row.hidden).length;
    const said = `${shown} of ${rows.length} ${rows.length === 1 ? "service" : "services"} shown${sorted}.`;
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (status.textContent !== said) status.textContent = said; }, 200);
  };

  const show = () => {
    const asked = plain(search.value).split(" ");
    const kept = new Set();
    for (const row of rows) {
      const inRegion = !region.value || row.dataset.region === region.value;
      row.hidden = !(inRegion && asked.every((word) => words.get(row).includes(word)));
      if (!row.hidden) kept.add(row.dataset.slug);
    }
    for (const dot of dots) dot.classList.toggle("off", !kept.has(dot.dataset.slug));
    say();
  };

  // Blanks come last whichever way the rest is sorted; equal keys keep the order of the page.
  const compare = (a, b, down) => {
    if (a === "" || b === "") return (a === "") - (b === "");
    const both = [Number(a), Number(b)];
    const apart = both.some(Number.isNaN) ? a.localeCompare(b, "en-GB") : both[0] - both[1];
    return down ? -apart : apart;
  };

  const sort = (heading) => {
    const first = heading.dataset.first;
    const other = first === "descending" ? "ascending" : "descending";
    const way = heading.getAttribute("aria-sort") === first ? other : first;
    const key = new Map(rows.map((row) => [row, row.cells[heading.cellIndex].dataset.sort]));
    const order = [...rows].sort((a, b) => compare(key.get(a), key.get(b), way === "descending"));
    for (const one of heading.parentNode.cells) one.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", way);
    body.append(...order);
    sorted = `, sorted by ${heading.dataset.name}, ${heading.dataset[way]} first`;
    say();
  };

  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(heading));
    heading.append(button);
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { show(); search.focus(); }));
  search.addEventListener("input", show);
  region.addEventListener("change", show);
  form.hidden = false;
  // A browser that goes back to the page may fill the controls in again.
  show();
}
