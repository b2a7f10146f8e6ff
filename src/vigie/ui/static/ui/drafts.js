// data-autosave: what is typed in a form is kept as a draft. Pages work without this file, as they did before it.

const PAUSE = 3000; // ms without a change before a draft is kept
const LONGEST = 15000; // ms after which someone who never pauses is kept all the same
const KEEPALIVE = 60000; // characters a browser still sends for a page that closes
const TOKEN = document.querySelector('meta[name="csrf-token"]')?.content ?? "";

function typed(form) {
  const secret = new Set([...form.querySelectorAll("input[type=password], [data-unkept]")].map((input) => input.name));
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !secret.has(name));
}

function send(url, body, options = {}) {
  const headers = { "X-CSRFToken": TOKEN, "Content-Type": "application/json", Accept: "application/json" };
  return fetch(url, { method: "POST", headers, body, ...options });
}

class Draft {
  constructor(mark) {
    this.mark = mark;
    this.form = mark.form;
    this.line = this.form.querySelector("[data-autosave-said]");
    this.since = 0; // moment of the first change not kept yet
    this.sent = false; // the form itself is on its way
    this.flight = null;
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("change", () => this.changed());
    this.form.addEventListener("submit", () => this.stop());
    document.addEventListener("visibilitychange", () => document.hidden && this.keep());
    window.addEventListener("pageshow", () => (this.sent = false));
    this.offer(this.form.querySelector("[data-draft]"));
  }

  changed() {
    if (!this.mark.dataset.autosave) return;
    this.since ||= Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), Math.max(0, Math.min(PAUSE, this.since + LONGEST - Date.now())));
  }

  stop() {
    this.sent = true;
    clearTimeout(this.timer);
    this.flight?.abort();
  }

  async keep() {
    if (!this.since || this.sent || this.flight) return;
    clearTimeout(this.timer);
    const began = this.since;
    this.since = 0;
    this.flight = new AbortController();
    const kept = await this.post(this.flight.signal);
    this.flight = null;
    if (this.since) this.changed();
    else if (!kept) this.since = began;
  }

  async post(signal) {
    const body = JSON.stringify({ token: this.mark.value, fields: typed(this.form) });
    const keepalive = document.hidden && body.length < KEEPALIVE;
    try {
      const answer = await send(this.mark.dataset.autosave, body, { keepalive, signal });
      const told = await answer.json();
      this.say(answer.ok ? told.said : told.refusals[0].message);
      return answer.ok;
    } catch {
      if (!this.sent) this.say(this.mark.dataset.failed);
      return false;
    }
  }

  say(words) {
    if (this.line && this.line.textContent !== words) this.line.textContent = words;
  }

  offer(box) {
    if (!box) return;
    box.hidden = false;
    const button = box.querySelector("[data-discards]");
    button.addEventListener("click", async () => {
      try {
        const answer = await send(button.dataset.discards);
        const told = await answer.json();
        this.say(answer.ok ? told.said : told.refusals[0].message);
        if (!answer.ok) return;
        box.remove();
        if (this.since) this.changed();
      } catch {
        this.say(this.mark.dataset.failed);
      }
    });
  }
}

for (const mark of document.querySelectorAll("[data-autosave]")) new Draft(mark);
