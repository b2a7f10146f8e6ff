// Small niceties. Every page works without this file; hooks are data-* attributes, listed in ui/README.md.

const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
let unsaved = false;

// htmx sends the token that forms carry.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token;
});

// A refusal says itself where it is to be shown; silence or a broken answer is told in our own words.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
});

function tellNoAnswer(event) {
  if (event.detail.xhr?.getResponseHeader("HX-Retarget")) return;
  document.getElementById("notices").replaceChildren(document.getElementById("no-answer").content.cloneNode(true));
}
document.addEventListener("htmx:responseError", tellNoAnswer);
document.addEventListener("htmx:sendError", tellNoAnswer);

// data-autosubmit: a filter form sends itself when a choice changes.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form) form.requestSubmit();
});

// data-guard: leaving a form that was changed asks first.
document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-guard]")) unsaved = true;
});
document.addEventListener("submit", () => {
  unsaved = false;
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

async function copy(button) {
  const source = document.getElementById(button.dataset.copies);
  const text = "value" in source ? source.value : source.innerText;
  await navigator.clipboard.writeText(text.trim());
  button.dataset.said ??= button.lastChild.textContent;
  button.lastChild.textContent = button.dataset.copied ?? "✓";
  setTimeout(() => {
    button.lastChild.textContent = button.dataset.said;
  }, 2000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button, a, input[data-selects-all]");
  if (!button) {
    closeMenus(event.target);
    return;
  }
  if (button.dataset.copies) copy(button);
  if (button.dataset.opens) document.getElementById(button.dataset.opens).showModal();
  if ("closes" in button.dataset) button.closest("dialog").close();
  if ("prints" in button.dataset) window.print();
  if ("selectsAll" in button.dataset) selectAll(button);
});

function closeMenus(target) {
  for (const menu of document.querySelectorAll("details.menu-drop[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

function selectAll(box) {
  for (const other of box.closest("form").querySelectorAll('tbody input[type="checkbox"]')) other.checked = box.checked;
}

// data-rows: j and k walk the rows, Enter follows the first link, x ticks, / goes to the search.
function move(step) {
  const links = [...document.querySelectorAll("[data-rows] tbody tr, [data-rows] > li")]
    .map((row) => row.querySelector("a[href], button"))
    .filter(Boolean);
  const here = links.findIndex((link) => link.closest("tr, li").contains(document.activeElement));
  links[Math.min(Math.max(here + step, 0), links.length - 1)]?.focus();
}

function tick() {
  const box = document.activeElement.closest("tr, li")?.querySelector('input[type="checkbox"]');
  if (box) box.click();
}

function pressKey(key) {
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (button) button.click();
  return Boolean(button);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(document.body);
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "x") tick();
  else if (event.key === "/") document.querySelector("[data-search]")?.focus();
  else if (!pressKey(event.key)) return;
  event.preventDefault();
});

// data-focus: what must be read first after a page came back, for example a summary of errors.
document.querySelector("[data-focus]")?.focus();
