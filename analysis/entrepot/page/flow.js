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
  const ROW = 22;  // px, the least that a node's line of text wants
  const NARROW = 600;  // px, below which labels are in several short lines
  const LINE = 13;  // px, of a label's line
  const LEAST = 1 / 2000;  // share of what is shown below which a flow is not drawn
  const WHOLE = 0;  // of the slider: the whole run

  const billions = (value) => (Math.abs(value) >= 1000 ? (value / 1000).toFixed(value >= 1e5 ? 0 : 1) + "\u00a0bn" : value.toFixed(0) + "\u00a0m");
  const LONGEST = 36;  // characters of a name that the diagram shows; the table has all
  const LETTER = 6.6;  // px, of a label at most
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

  /** A name in lines of at most `most` letters, broken between words. */
  function lines(name, most) {
    const broken = [];
    for (const word of name.split(" ")) {
      const last = broken.length - 1;
      if (last >= 0 && (broken[last] + " " + word).length <= most) broken[last] += " " + word;
      else broken.push(word);
    }
    return broken;
  }

  /** Where the columns stand: labels of the first and last one are beside the bands, not on them. */
  function frame(nodes) {
    const width = plot.clientWidth || NARROW;
    const narrow = width < NARROW;
    const most = narrow ? 12 : LONGEST;
    for (const node of nodes) {
      node.lines = lines(shown(node.name), most);
      const value = dollars(node.value);
      const last = node.lines.length - 1;
      if (!narrow || [...node.lines[last] + value].length < most) node.lines[last] += " " + value;
      else node.lines.push(value);
    }
    const room = (layer) => LETTER * Math.max(...nodes.filter((node) => node.layer === layer).flatMap((node) => node.lines.map((line) => [...line].length))) + 8;
    return { width, narrow, left: room(0), right: width - room(2) };
  }

  function values(nodes, links) {
    for (const node of nodes) {
      const sum = (end) => links.filter((link) => link[end] === node.id).reduce((all, link) => all + link.value, 0);
      node.value = Math.max(sum("source"), sum("target"));
    }
  }

  function label(svg, node) {
    const middle = (node.y0 + node.y1) / 2;
    const first = node.layer === 0;
    const x = first ? node.x0 - 5 : node.x1 + 5;
    const top = middle - ((node.lines.length - 1) * LINE) / 2;
    const text = element("text", { x, "text-anchor": first ? "end" : "start", class: node.leaked ? "leaks" : "" });
    node.lines.forEach((line, at) => text.append(element("tspan", { x, y: top + at * LINE }, line)));
    svg.append(text);
    if (node.layer !== 1) return;
    const box = text.getBBox();
    svg.insertBefore(element("rect", { x: box.x - 2, y: box.y, width: box.width + 4, height: box.height, class: "under" }), text);
  }

  function draw(flows, what) {
    const all = flows.reduce((sum, flow) => sum + flow.value, 0);
    const { nodes, links } = graph(flows.filter((flow) => flow.value >= LEAST * all));
    values(nodes, links);
    const { width, narrow, left, right } = frame(nodes);
    const tallest = Math.max(1, ...nodes.map((node) => node.lines.length));
    const row = Math.max(ROW, LINE * tallest + 4);
    const most = Math.max(1, ...[0, 1, 2].map((layer) => nodes.filter((node) => node.layer === layer).length));
    const height = Math.max(320, most * row * (narrow ? 1.25 : 1.6));
    const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": what });
    plot.replaceChildren(svg);  // text has a size once it is in the page
    if (links.length === 0) return;
    d3.sankey().nodeId((node) => node.id).nodeAlign((node) => node.layer).nodeWidth(10).nodePadding(row)
      .extent([[left, 12], [right, height - 12]])({ nodes, links });
    for (const link of links.sort((a, b) => a.leaked - b.leaked || b.value - a.value)) {
      const path = element("path", { d: band(link), "stroke-width": Math.max(0.5, link.width), class: link.leaked ? "leak" : "lawful" });
      path.append(element("title", {}, `${link.source.name} to ${link.target.name}${link.leaked ? " (leaks)" : ""}: ${dollars(link.value)}`));
      svg.append(path);
    }
    for (const node of nodes) {
      svg.append(element("rect", { x: node.x0, y: node.y0, width: node.x1 - node.x0, height: Math.max(1, node.y1 - node.y0), class: node.leaked ? "node leaks" : "node" }));
      label(svg, node);
    }
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

  const NAMED = 5;  // leaking routes that the alternative text names

  function described(flows, when, view) {
    const leaking = flows.filter((flow) => flow.leaked).sort((a, b) => b.value - a.value);
    const routes = leaking.slice(0, NAMED).map((flow) => `${data.vendors[flow.vendor]} through ${data.ways[flow.way]} to ${data.ends[flow.end]} ${dollars(flow.value)}`);
    return `Flow diagram, hub by ${view}. ${summary.textContent}. Largest leaking flows: ${routes.join("; ") || "none"}. The table below has all numbers.`;
  }

  function show() {
    const at = Number(slider.value);
    const view = views.find((input) => input.checked);
    const when = at === WHOLE ? "Whole run" : data.quarters[at - 1];
    const flows = chosen(view.value, at);
    const all = flows.reduce((sum, flow) => sum + flow.value, 0);
    const leaked = flows.filter((flow) => flow.leaked).reduce((sum, flow) => sum + flow.value, 0);
    summary.textContent = leaks.checked ? `${when}: ${dollars(leaked)} leaked` : `${when}: ${dollars(all)} sold, ${dollars(leaked)} of it leaked`;
    slider.setAttribute("aria-valuetext", when);
    draw(flows, described(flows, when, view.dataset.name));
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
