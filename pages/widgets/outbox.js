// What the user said and Python has not heard yet; nothing of it may get lost. A letter goes out at once, one at a time;
// what is said meanwhile goes with the next. Until a letter was heard, it is kept in the tab's own storage, from where
// the page takes it after a reload, and the way to another page waits: Streamlit would drop the answer and the page.

const AGAIN = 4000; // milliseconds without an answer before a letter is sent once more
const PATIENCE = 20000; // milliseconds that somebody waits for the answer at most

class Outbox {
  // key: of what is kept in the tab's storage; visit: what the ear calls these letters; post: sends a letter to Python;
  // finish: says what was still being done, before the way back is taken
  constructor(key, visit, post, finish = () => {}) {
    this.key = key;
    this.post = post;
    this.finish = finish;
    this.serial = 0; // of the newest letter, of the one on its way, and of the one that was heard last
    this.sent = 0;
    this.heard = 0;
    this.again = 0; // how often one had to be sent once more: Streamlit passes on only what is new
    this.waiting = [];
    this.closing = new AbortController();
    this.listening = new AbortController(); // also after the closing, until all was heard
    const { signal } = this.closing;
    const ear = ({ detail }) => this.hear(detail.heard[visit] ?? 0);
    addEventListener("cubby-heard", ear, { signal: this.listening.signal });
    document.addEventListener("click", (event) => this.hold(event), { signal, capture: true });
    addEventListener("popstate", (event) => this.holdHistory(event), { signal, capture: true });
    addEventListener("pagehide", () => this.send(true), { signal });
  }

  close() {
    this.closing.abort();
    clearTimeout(this.timer);
    clearTimeout(this.end);
    if (this.isDone) this.listening.abort();
  }

  // A letter that was not heard before the page was loaded again.
  left() {
    return JSON.parse(sessionStorage.getItem(this.key));
  }

  get isDone() {
    return this.heard === this.serial;
  }

  // kept: what the page needs after a reload, if this letter is not heard before it.
  say(letter, kept = letter) {
    this.letter = letter;
    this.serial += 1;
    this.kept = JSON.stringify(kept);
    sessionStorage.setItem(this.key, this.kept);
    this.send();
  }

  send(atOnce = false) {
    if (this.isDone || this.sent === this.serial || (this.sent > this.heard && !atOnce)) return;
    this.sent = this.serial;
    this.post({ ...this.letter, serial: this.serial, again: this.again });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.repeat(), AGAIN);
  }

  hear(serial) {
    if (serial <= this.heard) return;
    this.heard = serial;
    clearTimeout(this.timer);
    const isClosed = this.closing.signal.aborted;
    if (this.isDone && sessionStorage.getItem(this.key) === this.kept) sessionStorage.removeItem(this.key);
    if (isClosed && this.isDone) this.listening.abort();
    else if (this.isDone) this.letGo();
    else if (!isClosed) this.send();
  }

  repeat() {
    this.again += 1;
    this.sent = this.heard;
    this.send();
  }

  // Also where the server is gone, or too slow: what was said stays in the storage.
  letGo() {
    clearTimeout(this.end);
    this.isOpen = true;
    for (const act of this.waiting.splice(0)) act();
    this.isOpen = false;
  }

  // Do something as soon as Python has heard everything.
  then(act) {
    if (this.isDone) return act();
    if (!this.waiting.length) this.end = setTimeout(() => this.letGo(), PATIENCE);
    this.waiting.push(act);
  }

  hold(event) {
    const link = event.target.closest?.("a[href]");
    if (this.isDone || this.isOpen || !link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.then(() => link.click());
  }

  holdHistory(event) {
    this.finish();
    if (this.isDone || this.isOpen) return;
    event.stopImmediatePropagation();
    this.then(() => dispatchEvent(new PopStateEvent("popstate", { state: event.state })));
  }
}
