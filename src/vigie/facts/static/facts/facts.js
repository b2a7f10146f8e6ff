// Small niceties of the pages of facts. Every page works without this file.

// data-ticks: say how many rows are ticked.
for (const form of document.querySelectorAll("form[data-ticks]")) {
  const said = form.querySelector("[data-ticked-count]");
  const count = () => {
    if (said) said.textContent = form.querySelectorAll("tbody :checked").length;
  };
  form.addEventListener("change", count);
  form.addEventListener("click", () => setTimeout(count));
}

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// data-picker: find an act by a word; families without one close.
for (const picker of document.querySelectorAll("[data-picker]")) {
  const search = picker.querySelector("[data-picker-search]");
  const acts = [...picker.querySelectorAll("[data-act]")].map((row) => ({ row, text: fold(row.textContent) }));
  const none = picker.querySelector("[data-picker-none]");
  const families = [...picker.querySelectorAll("[data-family]")];
  search.closest("label").hidden = false;
  for (const family of families) if (family.querySelector(":checked")) family.open = true;

  search.addEventListener("input", () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    for (const { row, text } of acts) row.hidden = !words.every((word) => text.includes(word));
    for (const family of families) {
      const found = family.querySelector("[data-act]:not([hidden])");
      family.hidden = !found;
      if (words.length) family.open = Boolean(found);
    }
    none.hidden = acts.some(({ row }) => !row.hidden);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    picker.querySelector("[data-act]:not([hidden]) input")?.click();
  });
}
