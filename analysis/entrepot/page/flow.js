// Draws the flow diagram from the numbers in the page, for the quarter and the view that the reader chooses.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("flow-data").textContent);
  const slider = document.getElementById("flow-quarter");
  const summary = document.getElementById("flow-when");
  const plot = document.getElementById("flow-plot");
  const body = document.querySelector("#flow-table tbody");
  const leaks = document.getElementById("flow-leaks");
  const views = [...document.querySelectorAll('input[name="flow-view"]')];
  const SVG = "http://www.w3.org/2000/svg";
  const ROW = 22;  // px, the least that a node's two lines of text want
  const LEGIBLE = 600;  // px, wide enough for the names of both columns
  const LEAST = 1 / 2000;  // share of what is shown below which a flow is not drawn
  const WHOLE = 0;  // of the slider: the whole run

  const billions = (value) => (Math.abs(value) >= 1000 ? (value / 1000).toFixed(value >= 1e5 ? 0 : 1) + "\u00a0bn" : value.toFixed(0) + "\u00a0m");
  const LONGEST = 36;  // characters of a name that the diagram shows; the table has all
  /** A name for the diagram: what is right to left in it stays within it. */
  const shown = (name) => {
    const letters = [...name];
    return "\u2068" + (letters.length > LONGEST ? letters.slice(0, LONGEST - 1).join("") + "…" : name) + "\u2069";
  };
  const dollars = (value) => "$" + billions(value);

  /** Flows of the chosen span as {vendor, way, end, leaked, value}, USD m; `end` is a row of data.ends. */
  function chosen(view, at) {
    const sums = new Map();
    for (const leaked of leaks.checked ? [true] : [false, true]) {
      for (const [quarter, vendor, way, end, value] of data[leaked ? "leaked" : "lawful"][view]) {
        if (at !== WHOLE && quarter !== at - 1) continue;
        const key = [vendor, way, end, leaked].join();
        const flow = sums.get(key) || { vendor, way, end, leaked, value: 0 };
        flow.value += value;
        sums.set(key, flow);
      }
    }
    return [...sums.values()].filter((flow) => flow.value > 1e-9);
  }

  function graph(flows) {
    const nodes = new Map();
    const links = new Map();
    const node = (id, name, layer, leaked) => nodes.set(id, { id, name, layer, leaked });
    const link = (source, target, leaked, value) => {
      const key = [source, target, leaked].join();
      const known = links.get(key);
      if (known) known.value += value;
      else links.set(key, { source, target, leaked, value });
    };
    for (const flow of flows) {
      const vendor = "v" + flow.vendor;
      const way = "w" + flow.way;
      const end = (flow.leaked ? "l" : "e") + flow.end;
      node(vendor, data.vendors[flow.vendor], 0, false);
      node(way, data.ways[flow.way], 1, false);
      node(end, data.ends[flow.end] + (flow.leaked ? ": leaked" : ""), 2, flow.leaked);
      link(vendor, way, flow.leaked, flow.value);
      link(way, end, flow.leaked, flow.value);
    }
    return { nodes: [...nodes.values()], links: [...links.values()] };
  }

  function element(name, attributes, text) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function band(link) {
    const middle = (link.source.x1 + link.target.x0) / 2;
    return `M${link.source.x1},${link.y0}C${middle},${link.y0} ${middle},${link.y1} ${link.target.x0},${link.y1}`;
  }

  function draw(flows, what) {
    const all = flows.reduce((sum, flow) => sum + flow.value, 0);
    const { nodes, links } = graph(flows.filter((flow) => flow.value >= LEAST * all));
    const width = Math.max(LEGIBLE, plot.clientWidth);  // on a phone it scrolls sideways
    const most = Math.max(1, ...[0, 1, 2].map((layer) => nodes.filter((node) => node.layer === layer).length));
    const height = Math.max(320, most * ROW * 1.6);
    const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, style: `min-width: ${LEGIBLE}px`, role: "img", "aria-label": what });
    if (links.length > 0) {
      d3.sankey().nodeId((node) => node.id).nodeAlign((node) => node.layer).nodeWidth(10).nodePadding(ROW)
        .extent([[1, 12], [width - 1, height - 12]])({ nodes, links });
      for (const link of links.sort((a, b) => a.leaked - b.leaked || b.value - a.value)) {
        const path = element("path", { d: band(link), "stroke-width": Math.max(0.5, link.width), class: link.leaked ? "leak" : "lawful" });
        path.append(element("title", {}, `${link.source.name} to ${link.target.name}${link.leaked ? " (leaks)" : ""}: ${dollars(link.value)}`));
        svg.append(path);
      }
      for (const node of nodes) {
        svg.append(element("rect", { x: node.x0, y: node.y0, width: node.x1 - node.x0, height: Math.max(1, node.y1 - node.y0), class: node.leaked ? "node leaks" : "node" }));
        const right = node.layer === 2;
        const text = element("text", { x: right ? node.x0 - 5 : node.x1 + 5, y: (node.y0 + node.y1) / 2, "text-anchor": right ? "end" : "start" });
        text.append(element("tspan", { class: node.leaked ? "leaks" : "" }, shown(node.name)), element("tspan", { class: "value" }, " " + dollars(node.value)));
        svg.append(text);
      }
    }
    plot.replaceChildren(svg);
  }

  function tabulate(flows) {
    body.replaceChildren(...flows.sort((a, b) => b.leaked - a.leaked || b.value - a.value).map((flow) => {
      const row = document.createElement("tr");
      const cells = [data.vendors[flow.vendor], data.ways[flow.way], data.ends[flow.end], flow.leaked ? "leaked" : "lawful or on its way"];
      for (const text of cells) row.insertCell().textContent = text;
      row.cells[0].outerHTML = `<th scope="row"></th>`;
      row.firstElementChild.textContent = cells[0];
      for (const cell of [...row.cells].slice(1)) cell.className = "text";
      const number = document.createElement("data");
      number.value = String(flow.value * 1e6);
      number.textContent = dollars(flow.value);
      row.insertCell().append(number);
      return row;
    }));
  }

  function show() {
    const at = Number(slider.value);
    const view = views.find((input) => input.checked);
    const when = at === WHOLE ? "the whole run" : data.quarters[at - 1];
    const flows = chosen(view.value, at);
    const all = flows.reduce((sum, flow) => sum + flow.value, 0);
    const leaked = flows.filter((flow) => flow.leaked).reduce((sum, flow) => sum + flow.value, 0);
    summary.textContent = leaks.checked ? `${when}: ${dollars(leaked)} leaked` : `${when}: ${dollars(all)} sold, ${dollars(leaked)} of it leaked`;
    slider.setAttribute("aria-valuetext", when);
    draw(flows, `Flows in ${when} by ${view.dataset.name}: ${summary.textContent}. The table below has the numbers.`);
    tabulate(flows);
  }

  slider.addEventListener("input", show);
  leaks.addEventListener("change", show);
  for (const input of views) input.addEventListener("change", show);
  let width = plot.clientWidth;
  new ResizeObserver(() => {
    if (plot.clientWidth === width) return;
    width = plot.clientWidth;
    show();
  }).observe(plot);
  document.getElementById("flow-controls").hidden = false;
  show();
})();
