// Says at once that a file is too large, before a slow line sends it for nothing.
for (const input of document.querySelectorAll("input[type=file][data-most]")) {
  input.addEventListener("change", () => {
    const large = [...input.files].some((file) => file.size > Number(input.dataset.most));
    input.setCustomValidity(large ? input.dataset.large : "");
    input.reportValidity();
  });
}
