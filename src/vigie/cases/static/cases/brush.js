// The box brush. Each line of the list is a box; the picture above only draws the same numbers.
// Without this file the numbers alone do the work.
const form = document.querySelector("form[data-brush]");
const sheet = form?.querySelector(".brush-sheet");
const list = form?.querySelector(".brush-list");
const said = form?.querySelector("[data-brush-said]");
const SVG = "http://www.w3.org/2000/svg";
const SIDE = 1000;
const STEP = 0.5;
const LEAST = 0.3;
const FIRST = { x: 40, y: 45, w: 20, h: 10 };

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const rows = () => [...list.querySelectorAll(".brush-row")];
const inputs = (row) => ["x", "y", "w", "h"].map((name) => row.querySelector(`input[name="${name}"]`));

function read(row) {
  const [x, y, w, h] = inputs(row).map((input) => Number.parseFloat(input.value.replace(",", ".")) || 0);
  return { x, y, w, h };
}

function fitted(box) {
  const w = clamp(box.w, LEAST, 100);
  const h = clamp(box.h, LEAST, 100);
  return { x: clamp(box.x, 0, 100 - w), y: clamp(box.y, 0, 100 - h), w, h };
}

function write(row, box) {
  const numbers = [box.x, box.y, box.w, box.h];
  inputs(row).forEach((input, index) => {
    input.value = numbers[index].toFixed(2);
  });
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

function start() {
  const layer = document.createElementNS(SVG, "svg");
  layer.setAttribute("class", "brush-layer");
  layer.setAttribute("viewBox", `0 0 ${SIDE} ${SIDE}`);
  layer.setAttribute("preserveAspectRatio", "none");
  sheet?.append(layer);

  function place(node, box) {
    node.setAttribute("x", box.x * 10);
    node.setAttribute("y", box.y * 10);
    node.setAttribute("width", box.w * 10);
    node.setAttribute("height", box.h * 10);
  }

  function grip(box) {
    const size = { w: 14, h: (14 * layer.clientWidth) / Math.max(layer.clientHeight, 1) };
    return { x: box.x + box.w - size.w / 20, y: box.y + box.h - size.h / 20, w: size.w / 10, h: size.h / 10 };
  }

  function draw() {
    const all = rows();
    while (layer.childNodes.length > all.length * 2) layer.lastChild.remove();
    all.forEach((row, index) => {
      let shape = layer.childNodes[index * 2];
      if (!shape) {
        shape = document.createElementNS(SVG, "rect");
        shape.setAttribute("class", "brush-box");
        shape.setAttribute("tabindex", "0");
        shape.setAttribute("role", "button");
        const corner = document.createElementNS(SVG, "rect");
        corner.setAttribute("class", "brush-grip");
        layer.append(shape, corner);
      }
      const box = read(row);
      shape.setAttribute("aria-label", `${said.dataset.zone} ${index + 1}`);
      place(shape, box);
      place(shape.nextSibling, grip(box));
      row.querySelector("[data-brush-remove]").hidden = false;
      row.querySelector("legend").textContent = `${said.dataset.zone} ${index + 1}`;
    });
  }

  function rowOf(node) {
    return rows()[Math.floor([...layer.childNodes].indexOf(node) / 2)];
  }

  function add(box) {
    list.append(form.querySelector("[data-brush-row]").content.cloneNode(true));
    const row = rows().at(-1);
    write(row, fitted(box));
    draw();
    said.textContent = said.dataset.added;
    return row;
  }

  function remove(row) {
    const index = rows().indexOf(row);
    row.remove();
    list.dispatchEvent(new Event("input", { bubbles: true }));
    draw();
    said.textContent = said.dataset.gone;
    const next = layer.querySelectorAll(".brush-box")[Math.max(0, index - 1)];
    (next ?? form.querySelector("[data-brush-add] button")).focus();
  }

  function at(event) {
    const frame = layer.getBoundingClientRect();
    return {
      x: clamp(((event.clientX - frame.left) / frame.width) * 100, 0, 100),
      y: clamp(((event.clientY - frame.top) / frame.height) * 100, 0, 100),
    };
  }

  let held = null;
  layer.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const from = at(event);
    if (event.target === layer) held = { how: "new", from };
    else {
      const how = event.target.classList.contains("brush-grip") ? "size" : "move";
      const row = rowOf(event.target);
      held = { how, from, row, box: read(row) };
      layer.querySelectorAll(".brush-box")[rows().indexOf(row)].focus();
    }
    layer.setPointerCapture(event.pointerId);
  });
  layer.addEventListener("pointermove", (event) => {
    if (!held) return;
    const to = at(event);
    const [dx, dy] = [to.x - held.from.x, to.y - held.from.y];
    if (held.how === "new") {
      if (!held.row && Math.max(Math.abs(dx), Math.abs(dy)) < LEAST) return;
      const box = { x: Math.min(to.x, held.from.x), y: Math.min(to.y, held.from.y), w: Math.abs(dx), h: Math.abs(dy) };
      if (held.row) write(held.row, fitted(box));
      else held.row = add(box);
    } else if (held.how === "move") write(held.row, fitted({ ...held.box, x: held.box.x + dx, y: held.box.y + dy }));
    else {
      const { x, y, w, h } = held.box;
      write(held.row, fitted({ x, y, w: clamp(w + dx, LEAST, 100 - x), h: clamp(h + dy, LEAST, 100 - y) }));
    }
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    layer.addEventListener(end, () => {
      held = null;
    });
  }

  layer.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (event.key === "Delete" || event.key === "Backspace") remove(row);
    else if (step) {
      const box = read(row);
      const [dx, dy] = step;
      const moved = { ...box, x: box.x + dx, y: box.y + dy };
      const sized = { ...box, w: clamp(box.w + dx, LEAST, 100 - box.x), h: clamp(box.h + dy, LEAST, 100 - box.y) };
      write(row, fitted(event.shiftKey ? sized : moved));
      draw();
    } else return;
    event.preventDefault();
  });

  list.addEventListener("change", draw);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-brush-remove]");
    if (button) remove(button.closest(".brush-row"));
  });
  list.addEventListener("focusin", (event) => {
    for (const row of rows()) row.classList.toggle("is-current", row.contains(event.target));
  });
  const adding = form.querySelector("[data-brush-add]");
  adding.hidden = false;
  adding.addEventListener("click", () => {
    add(FIRST);
    (layer.querySelector("rect.brush-box:nth-last-child(2)") ?? inputs(rows().at(-1))[0]).focus();
  });
  form.querySelector("[data-brush-help]").hidden = false;
  sheet?.querySelector("img").addEventListener("load", draw);
  window.addEventListener("resize", draw);
  draw();
}

if (form) start();
