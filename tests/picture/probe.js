// Measures how the page is laid out and writes it into the page as JSON.
const box = (element) => { const r = element.getBoundingClientRect(); return { left: r.left, right: r.right }; };
const full = (element) => { const r = element.getBoundingClientRect(); return { text: element.textContent, left: r.left, right: r.right, top: r.top, bottom: r.bottom }; };
const boxOf = (node) => { const range = document.createRange(); range.selectNodeContents(node); return box(range); };
const all = (selector) => [...document.querySelectorAll(selector)];
const targets = all('a[href^="#"]').map((a) => a.getAttribute("href").slice(1));
const bars = all("#series svg rect.incidents");
const headline = document.querySelector("#main th[scope=row] a");
const measures = {
  title: document.title,
  direction: getComputedStyle(document.body).direction,
  width: document.documentElement.clientWidth,
  scrollWidth: document.documentElement.scrollWidth,
  heading: boxOf(document.querySelector("h1")),
  bars: bars.map(box),
  scale: box(document.querySelector("#series svg text.scale")),
  months: all("#series svg text[direction]").map((text) => ({ text: text.textContent, ...box(text) })),
  charts: all("svg").map((svg) => ({ ...full(svg), texts: [...svg.querySelectorAll("text")].map(full), flags: [...svg.querySelectorAll(".flag")].map(full) })),
  firstCell: box(document.querySelector("#series tbody tr > *")),
  lastCell: box(document.querySelector("#series tbody tr > *:last-child")),
  headlineParts: headline ? [...headline.querySelectorAll("bdi")].map((part) => ({ text: part.textContent, ...box(part) })) : [],
  dangling: targets.filter((id) => !document.getElementById(id)),
  links: targets.length,
  images: all("img").length,
  handlers: all("[onerror], [onload], [onclick]").length,
  outside: all("[src], link[href], a[href]:not([href^='#'])").length,
  requests: performance.getEntriesByType("resource").map((one) => one.name),
};
const shown = document.createElement("pre");
shown.id = "probe";
shown.textContent = JSON.stringify(measures);
document.body.append(shown);
