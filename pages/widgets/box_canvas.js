// The box editor; chips.js, outbox.js and box_stage.js are part of it. What is on the screen follows from the
// page's data and the list of steps; the list is all that Python hears. Keys are told by their place on the keyboard
// (event.code), so that a Korean layout works as well.
//
// Keys: 1 to 9, 0, with Shift for children 11 to 20: name the box with the ring and go to the next without a name.
// S stranger, X not a face, Enter the guess or the last name again, Delete removes, U or Backspace undoes, Y does it
// again. Tab goes from box to box, E takes hold of one: arrows then move it (Shift: by ten), with Alt they size it.
// N and B, and the arrows while no box is held, go from photo to photo; + - and F zoom; Space and dragging pans.

const NUDGING = 600; // milliseconds without another arrow before Python hears where a box was moved
const CLOSER = 1.4;
const TURNING = 5000; // milliseconds after which a photo that does not come is no longer waited for
const JUST = 600000; // milliseconds; core/store/box_changes.py knows for longer what was drawn
const NUDGES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export default function (component) {
  const { parentElement: root } = component;
  if (root.editor?.data.visit !== component.data.visit) {
    root.editor?.close();
    root.editor = new Editor(root, component);
  } else {
    root.editor.renew(component);
  }
  return () => {
    root.editor?.close();
    root.editor = undefined;
  };
}

class Editor {
  constructor(root, component) {
    this.root = root;
    this.steps = [];
    this.undone = [];
    this.drawn = 0;
    this.last = null;
    this.closing = new AbortController();
    this.take(component);
    this.outbox = new Outbox(this.data.outbox, this.data.visit, (letter) => this.tell("said", letter), () => this.send());
    this.picture = URL.createObjectURL(decode(this.data.picture));
    this.replay();
    this.at = this.nextOpen(null) ?? this.boxes[0]?.key ?? null;
    this.held = false;
    this.build();
    this.draw();
    this.goOn();
    const active = document.activeElement; // Streamlit lets the photo before this one stay for a moment
    dispatchEvent(new CustomEvent("cubby-photo-opened"));
    this.listen();
    if (active === document.body || active.shadowRoot?.querySelector(".desk")) this.reach(this.at);
  }

  // Says once more what was not heard just before a reload; some of it may have come to the album before this page.
  goOn() {
    const left = this.outbox.left();
    if (!left || Date.now() - left.at > JUST) return; // later, somebody may have said otherwise
    const names = new Map(this.data.boxes.map((box) => [box.key, box.key]));
    for (const [what, key, value] of left.steps) {
      if (what === "draw") names.set(key, key);
      const there = Array.isArray(value) && this.data.boxes.find((box) => box.drawn && isAt(box.box, value));
      if (there && key.startsWith("new-")) names.set(key, there.key);
    }
    const isThere = ([what, key]) => what === "draw" && names.get(key) !== key;
    this.steps = left.steps.filter((step) => names.has(step[1]) && !isThere(step));
    this.steps = this.steps.map(([what, key, ...value]) => [what, names.get(key), ...value]);
    this.drawn = Math.max(0, ...left.steps.map(([, key]) => (key.startsWith("new-") ? Number(key.slice(4)) : 0)));
    this.replay();
    this.draw();
    this.send(true);
  }

  take(component) {
    this.data = component.data;
    this.tell = component.setStateValue;
    this.trigger = component.setTriggerValue;
    this.colours = new Map(this.data.people.map((one) => [one.word, one.colour]));
    this.names = new Map(this.data.people.map((one) => [one.word, one.name]));
    this.names.set("stranger", this.text("stranger")).set("not-face", this.text("not-face"));
  }

  renew(component) {
    const before = this.data;
    this.take(component);
    if (JSON.stringify([before.people, before.texts]) === JSON.stringify([this.data.people, this.data.texts])) return;
    this.replay();
    this.buildPanel();
    this.draw();
  }

  close() {
    this.send();
    this.outbox.close();
    this.closing.abort();
    this.stage.close();
    URL.revokeObjectURL(this.picture);
    this.box.remove();
  }

  // What is on the screen

  build() {
    this.box = make("div", { className: "desk" });
    this.stage = new Stage(this.data, this.picture, {
      appear: () => this.appear(),
      pick: (key) => this.pick(key),
      reach: (key) => key === this.at || this.reach(key),
      draw: (box) => this.make(box),
      move: (key, box) => this.change(["move", key, box]),
    });
    this.panel = make("div", { className: "panel" });
    this.live = make("div", { className: "unseen", ariaLive: "polite" });
    const keys = make("p", { className: "keys", textContent: this.text("keys") });
    this.buildPanel();
    this.box.append(this.stage.frame, this.panel, keys, this.live);
    this.root.append(this.box);
    this.stage.fit();
  }

  buildPanel() {
    const people = make("div", { className: "people", role: "toolbar", ariaLabel: this.text("people") });
    this.chips = new Map();
    this.offered = this.data.people.filter((one) => one.offered);
    this.offered.forEach((one, place) => people.append(this.chip(one.word, one.name, keyOf(place))));
    people.append(this.chip("stranger", this.text("stranger"), "S"), this.chip("not-face", this.text("not-face"), "X"));
    this.input = make("input", { placeholder: this.text("child"), ariaLabel: this.text("child-name"), maxLength: 60 });
    this.input.addEventListener("keydown", (event) => this.type(event));
    people.append(this.input);
    const row = (...tools) => {
      const line = make("div", { className: "tools" });
      line.append(...tools);
      return line;
    };
    this.holdButton = this.tool("hold", "E", () => this.hold());
    this.removeButton = this.tool("remove", "Del", () => this.remove());
    this.undoButton = this.tool("undo", "U", () => this.undo());
    this.redoButton = this.tool("redo", "Y", () => this.redo());
    this.backButton = this.tool("back", "B", () => this.turn(-1));
    this.nextButton = this.tool("next", "N", () => this.turn(1));
    const zoom = [["further", "−", 1 / CLOSER], ["closer", "+", CLOSER], ["fit", "F", 0]].map(([name, key, factor]) => {
      const tool = this.tool("", key, () => (factor ? this.stage.zoom(factor) : this.stage.fit()));
      tool.ariaLabel = tool.title = this.text(name);
      return tool;
    });
    this.panel.replaceChildren(
      people,
      row(this.holdButton, this.removeButton),
      row(this.undoButton, this.redoButton),
      row(...zoom),
      row(this.backButton, this.nextButton),
    );
  }

  chip(word, name, key) {
    const chip = make("button", { className: "chip", type: "button", ariaPressed: "false" });
    chip.append(make("kbd", { textContent: key }), make("span", { textContent: name }));
    paint(chip, this.colours.get(word) ?? GREY);
    chip.addEventListener("click", () => this.name(word));
    this.chips.set(word, chip);
    return chip;
  }

  tool(name, key, act) {
    const tool = make("button", { className: "chip tool", type: "button" });
    tool.append(make("kbd", { textContent: key }));
    if (name) tool.append(make("span", { textContent: this.text(name) }));
    tool.addEventListener("click", act);
    return tool;
  }

  draw() {
    const at = this.boxes.find((box) => box.key === this.at);
    const total = this.boxes.length;
    this.boxes.forEach((box, place) => {
      const guess = box.said ? undefined : this.names.get(box.guess);
      const name = this.names.get(box.said) ?? (guess ? this.text("guess", { name: guess }) : "");
      box.name = name;
      box.colour = this.colours.get(box.said ?? box.guess) ?? (box.said ? GREY : "#ffffff");
      box.label = this.text("face", { number: place + 1, total, name: name || this.text("unknown") });
    });
    this.stage.show(this.boxes, this.at, this.held);
    for (const [word, chip] of this.chips) {
      chip.ariaPressed = String(at?.said === word);
      chip.disabled = !at;
    }
    this.holdButton.ariaPressed = String(this.held);
    this.holdButton.disabled = !at || this.data.fixed;
    this.removeButton.disabled = !at || at.said === "not-face" || (at.drawn && this.data.fixed);
    this.undoButton.disabled = this.steps.length === 0;
    this.redoButton.disabled = this.undone.length === 0;
    this.backButton.disabled = this.data.first;
    this.nextButton.disabled = this.data.last;
  }

  text(name, values = {}) {
    return this.data.texts[name].replace(/\{(\w+)\}/g, (gap, key) => values[key] ?? gap);
  }

  // What the user does

  name(word) {
    const box = this.boxes.find((one) => one.key === this.at);
    if (!box) return;
    this.last = word;
    if (box.said !== word) this.change(["say", box.key, word]);
    this.live.textContent = this.boxes.find((one) => one.key === box.key).label;
    this.reach(this.nextOpen(box.key) ?? box.key);
  }

  agree() {
    const box = this.boxes.find((one) => one.key === this.at);
    const guess = box && !box.said && this.names.has(box.guess) ? box.guess : this.last;
    if (guess) this.name(guess);
  }

  make(box) {
    const key = `new-${(this.drawn += 1)}`;
    this.change(["draw", key, box]);
    this.reach(key, true);
  }

  pick(key) {
    if (key === null) this.let();
    else this.reach(key, true);
  }

  hold() {
    if (this.at !== null) this.reach(this.at, !this.held);
  }

  let() {
    this.held = false;
    this.draw();
  }

  remove() {
    const box = this.boxes.find((one) => one.key === this.at);
    if (!box || this.removeButton.disabled) return;
    const place = this.boxes.indexOf(box);
    this.change(["remove", box.key]);
    this.reach(this.nextOpen(box.key) ?? this.boxes[Math.min(place, this.boxes.length - 1)]?.key ?? null);
  }

  nudge([across, down], event) {
    const by = event.shiftKey ? 10 : 1;
    const box = this.boxes.find((one) => one.key === this.at);
    const { width, height } = this.data;
    const [x, y, right, bottom] = box.box;
    const to = event.altKey
      ? tidy([x, y, right + across * by, bottom + down * by], width, height)
      : shift(box.box, [across * by, down * by], width, height);
    if (!this.stage.isLarge(to)) return;
    const last = this.steps.at(-1);
    if (this.nudging && last?.[0] === "move" && last[1] === box.key) this.steps.pop(); // one step for all of them
    this.change(["move", box.key, to], NUDGING);
    this.nudging = true;
  }

  change(step, pause = 0) {
    this.steps.push(step);
    this.undone = [];
    this.nudging = false;
    this.replay();
    this.draw();
    if (pause) this.soon(pause);
    else this.send(true);
  }

  undo() {
    const step = this.steps.pop();
    if (!step) return;
    this.undone.push(step);
    this.replay();
    this.after(step);
  }

  redo() {
    const step = this.undone.pop();
    if (!step) return;
    this.steps.push(step);
    this.replay();
    this.after(step);
  }

  after([, key]) {
    this.send(true);
    this.reach(this.boxes.some((box) => box.key === key) ? key : (this.boxes[0]?.key ?? null));
  }

  replay() {
    const boxes = new Map(this.data.boxes.map((box) => [box.key, { ...box }]));
    for (const [what, key, value] of this.steps) {
      const box = boxes.get(key);
      if (what === "draw") boxes.set(key, { key, box: value, said: null, guess: null, drawn: true });
      else if (what === "move") box.box = value;
      else if (what === "say") box.said = value;
      else if (box.drawn) boxes.delete(key);
      else box.said = "not-face";
    }
    this.boxes = [...boxes.values()];
  }

  soon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  send(isNew = this.timer !== undefined) {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.nudging = false;
    const steps = structuredClone(this.steps);
    if (isNew) this.outbox.say({ steps }, { steps, at: Date.now() });
  }

  turn(by) {
    if (this.isTurning || (by < 0 ? this.data.first : this.data.last)) return;
    this.isTurning = true;
    this.send();
    this.outbox.then(() => {
      setTimeout(() => (this.isTurning = false), TURNING);
      this.trigger("turn", by);
    });
  }

  type(event) {
    event.stopPropagation(); // or Streamlit would take single letters for its own keys
    if (event.isComposing) return; // Enter that ends a Korean syllable
    if (event.key === "Enter" && this.input.value.trim()) {
      const name = this.input.value.trim();
      this.send();
      this.outbox.then(() => this.trigger("child", name));
      this.input.value = "";
    } else if (event.key === "Escape") this.reach(this.at);
  }

  // Where the user is

  reach(key, held = false) {
    this.at = key;
    this.held = held && !this.data.fixed;
    this.draw();
    if (key !== null) this.stage.focus(key);
  }

  // Streamlit may have built the photo unseen, where nothing can take the ring.
  appear() {
    if (document.activeElement === document.body && this.at !== null) this.stage.focus(this.at);
  }

  nextOpen(after) {
    const open = (box) => !box.said;
    const from = this.boxes.findIndex((box) => box.key === after) + 1;
    return (this.boxes.slice(from).find(open) ?? this.boxes.find(open))?.key;
  }

  listen() {
    const { signal } = this.closing;
    document.addEventListener("keydown", (event) => this.press(event), { signal, capture: true });
    document.addEventListener("keyup", (event) => event.code === "Space" && this.pan(false), { signal, capture: true });
    document.addEventListener("pointerdown", (event) => this.leave(event), { signal, capture: true });
    addEventListener("pagehide", () => this.send(), { signal, capture: true }); // before the outbox's own
    addEventListener("cubby-photo-opened", () => this.close(), { signal });
  }

  leave(event) {
    if (!event.composedPath().includes(this.box)) this.send(); // it may lead away
  }

  press(event) {
    const target = event.composedPath()[0];
    const inside = event.composedPath().includes(this.box);
    if (target === this.input || !(inside || target === document.body) || event.isComposing) return;
    const act = this.act(event, target.tagName === "BUTTON");
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // the key is ours alone
    if (!this.isTurning) act(); // the photo that it would be about is going
  }

  act(event, onButton) {
    const letter = event.code.replace(/^Key/, "");
    if (event.ctrlKey || event.metaKey) {
      if (letter !== "Z") return undefined;
      return event.shiftKey ? () => this.redo() : () => this.undo();
    }
    if (NUDGES[letter] && this.held) return () => this.nudge(NUDGES[letter], event);
    if (event.altKey) return undefined;
    const digit = event.code.match(/^(?:Digit|Numpad)(\d)$/)?.[1];
    if (digit !== undefined) {
      const one = this.offered[DIGITS.indexOf(digit) + (event.shiftKey ? 10 : 0)];
      return one && (() => this.name(one.word));
    }
    if (onButton && (letter === "Enter" || letter === "Space")) return undefined; // the button's own keys
    const acts = {
      S: () => this.name("stranger"),
      X: () => this.name("not-face"),
      E: () => this.hold(),
      U: () => this.undo(),
      Backspace: () => this.undo(),
      Y: () => this.redo(),
      Delete: () => this.remove(),
      N: () => this.turn(1),
      B: () => this.turn(-1),
      PageDown: () => this.turn(1),
      PageUp: () => this.turn(-1),
      ArrowRight: () => this.turn(1),
      ArrowLeft: () => this.turn(-1),
      Enter: () => this.agree(),
      Space: () => this.pan(true),
      Escape: () => this.let(),
      F: () => this.stage.fit(),
      Equal: () => this.stage.zoom(CLOSER),
      NumpadAdd: () => this.stage.zoom(CLOSER),
      Minus: () => this.stage.zoom(1 / CLOSER),
      NumpadSubtract: () => this.stage.zoom(1 / CLOSER),
    };
    return acts[letter];
  }

  pan(on) {
    this.stage.panning = on;
  }
}

// Whether two boxes are the same one; on its way to the album and back a box is rounded.
function isAt(box, other) {
  return box.every((edge, place) => Math.abs(edge - other[place]) <= 0.5);
}
