// Opens an application by the code after the # of the address: browsers never send that part, so no log holds it.
const form = document.querySelector("[data-opens-by-fragment]");

function openByFragment() {
  const code = decodeURIComponent(window.location.hash.slice(1));
  if (form && code && code !== "main") {
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    form.elements.code.value = code;
    form.requestSubmit();
  }
}

window.addEventListener("hashchange", openByFragment); // the link may be opened from this very page
openByFragment();
