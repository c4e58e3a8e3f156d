// The home page's charts, each drawn by Observable Plot from the table beneath it.
"use strict";
(() => {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const COLOURS = { study: colour("--study"), implementation: colour("--run"), unknown: colour("--unknown") };
  const text = (cell) => cell.textContent.trim();

  // A cell's colour by its share of the most, and black or white for the words on it, whichever stands out.
  const shade = d3.interpolateRgb("#eef2f9", colour("--blue-dark"));
  const on = (paint) => {
    const { r, g, b } = d3.rgb(paint);
    const [red, green, blue] = [r, g, b].map((part) => ((part / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.179 ? "white" : "black";
  };

  // The table as one row for each count: what it is about, its column, the count.
  const counts = (table) => {
    const heads = [...table.tHead.rows[0].cells].slice(1);
    return [...table.tBodies[0].rows].flatMap((row) =>
      [...row.cells].slice(1).map((cell, k) => ({
        row: text(row.cells[0]), column: text(heads[k]), kind: heads[k].classList[1], count: parseInt(text(cell), 10),
      })));
  };
  const names = (rows, key) => [...new Set(rows.map((row) => row[key]))];
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `13px ${getComputedStyle(document.body).fontFamily}`;
  const broad = (label) => pen.measureText(label).width;
  // The room that the longest of some names takes beside a chart, up to a limit.
  const room = (labels, most) => Math.min(most, 12 + Math.ceil(Math.max(...labels.map(broad))));
  // A name that fits into some pixels: whole, or its start.
  const fitting = (width) => (label) => {
    if (broad(label) <= width) return label;
    let end = label.length;
    while (end && broad(`${label.slice(0, end)}…`) > width) end -= 1;
    return `${label.slice(0, end).trimEnd()}…`;
  };

  const DRAW = {
    heat(rows, width) {
      const columns = names(rows, "column"), lines = names(rows, "row");
      const left = room(lines, width < 600 ? 150 : 270);
      const wide = Math.max(width, left + 62 * columns.length);
      const most = Math.max(...rows.map((row) => row.count));
      const per = (wide - left) / columns.length;
      const turned = Math.max(...columns.map(broad)) > per - 6;
      return Plot.plot({
        width: wide, height: 34 * lines.length + (turned ? 120 : 36), marginLeft: left, marginTop: turned ? 116 : 32, marginBottom: 4,
        marginRight: turned ? 40 : 4,
        style: { fontSize: "13px", color: colour("--ink") },
        x: { domain: columns, axis: null, padding: 0.04 },
        y: { domain: lines, label: null, tickSize: 0, padding: 0.06, tickFormat: fitting(left - 12) },
        marks: [
          Plot.axisX({ anchor: "top", label: null, tickSize: 0, tickRotate: turned ? -40 : 0, tickFormat: fitting(150), fontSize: 13 }),
          Plot.cell(rows, { x: "column", y: "row", fill: (row) => shade(row.count / most), rx: 2 }),
          Plot.text(rows, { x: "column", y: "row", text: (row) => row.count || "·", fill: (row) => on(shade(row.count / most)) }),
        ],
      });
    },
    years(rows, width) {
      const shown = rows.filter((row) => row.kind !== "total");
      const most = Math.max(...rows.filter((row) => row.kind === "total").map((row) => row.count));
      return Plot.plot({
        width: Math.max(width, 300), height: 320, marginLeft: 40, marginBottom: 32,
        style: { fontSize: "13px", color: colour("--ink") },
        x: { domain: names(rows, "row"), label: null, tickSize: 0, padding: 0.25 },
        y: { label: "Actions", grid: true, nice: true, tickSize: 0, interval: null },
        color: { domain: Object.keys(COLOURS), range: Object.values(COLOURS) },
        marks: [
          Plot.barY(shown, { x: "row", y: "count", fill: "kind", insetTop: 1 }),
          Plot.text(shown.map((row) => ({ ...row, text: row.count > most / 20 ? row.count : "" })), Plot.stackY({ x: "row", y: "count", text: "text", fill: "white", z: "kind" })),
          Plot.ruleY([0]),
        ],
      });
    },
    categories(rows, width) {
      const shown = rows.filter((row) => row.column === rows[0].column);
      const left = room(names(shown, "row"), width < 600 ? 140 : 230);
      return Plot.plot({
        width, height: 30 * shown.length + 30, marginLeft: left, marginRight: 40, marginTop: 4, marginBottom: 22,
        style: { fontSize: "13px", color: colour("--ink") },
        x: { axis: null },
        y: { domain: names(shown, "row"), label: null, tickSize: 0, padding: 0.25, tickFormat: fitting(left - 12) },
        marks: [
          Plot.barX(shown, { x: "count", y: "row", fill: colour("--blue") }),
          Plot.text(shown, { x: "count", y: "row", text: "count", textAnchor: "start", dx: 6 }),
          Plot.ruleX([0]),
        ],
      });
    },
  };

  const legend = (rows, table) => {
    const line = document.createElement("p");
    line.className = "legend";
    for (const head of [...table.tHead.rows[0].cells].slice(1)) {
      const kind = head.classList[1];
      if (!COLOURS[kind]) continue;
      const key = document.createElement("span");
      key.className = `key ${kind}`;
      key.textContent = text(head);
      line.append(key);
    }
    return line;
  };

  const draw = (place) => {
    const table = document.getElementById(place.dataset.table), rows = counts(table);
    const chart = DRAW[place.dataset.chart](rows, Math.max(280, place.clientWidth));
    // One picture to a screen reader, told by its sentence: Plot's names of the marks inside would break that.
    chart.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
    chart.setAttribute("role", "img");
    const said = place.closest("section").querySelector("h2 + p");
    chart.setAttribute("aria-label", `${table.caption.textContent}. ${said.textContent} Les données suivent.`);
    place.replaceChildren(chart);
    if (place.dataset.chart === "years") place.prepend(legend(rows, table));
  };

  const places = document.querySelectorAll("[data-chart]");
  for (const place of places) {
    place.hidden = false;
    place.closest("section").querySelector("details").open = false;
    draw(place);
  }
  let last = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth === last) return;
    last = window.innerWidth;
    places.forEach(draw);
  });
})();
