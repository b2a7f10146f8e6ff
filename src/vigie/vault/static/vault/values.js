// A sealed value that was opened closes by itself: [data-closes-in] holds the seconds, [data-close] the way back.
const watched = new WeakSet();

function watch(opened) {
  if (watched.has(opened)) return;
  watched.add(opened);
  const ends = Date.now() + 1000 * Number(opened.dataset.closesIn);
  const timer = setInterval(() => {
    if (!opened.isConnected) clearInterval(timer);
    else if (Date.now() >= ends) {
      clearInterval(timer);
      opened.querySelector("[data-close]").click();
    }
  }, 500);
}

function watchAll() {
  for (const opened of document.querySelectorAll("[data-closes-in]")) watch(opened);
}

watchAll();
document.addEventListener("htmx:afterSwap", watchAll);

// A page brought back from the browser's memory never shows what was open.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
