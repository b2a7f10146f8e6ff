// Take a passage: what is selected in [data-told] goes into the field named by [data-takes].
let taken = "";

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const within = selection.anchorNode?.parentElement?.closest("[data-told]");
  if (within && !selection.isCollapsed) taken = selection.toString();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-takes]");
  if (!button || !taken.trim()) return;
  const field = document.getElementById(button.dataset.takes);
  field.value = taken.replace(/\s+/g, " ").trim();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
