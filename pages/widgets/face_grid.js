// The grid of faces. What is on the screen follows from the page's data and the list of steps; the list is all that
// Python hears. Keys are told by their place on the keyboard (event.code), so that a Korean layout works as well.
//
// The fewest keys: 1 to 9, 0, with Shift for children 11 to 20: name the chosen faces, or the one with the ring, and go
// to the next without a name. A chooses the faces that stand together, Space one more or less; S stranger, X not a face,
// Enter the guess or the last name again, U or Backspace undoes, Y does it again, N and B turn the page, Escape lets go.
// Streamlit keeps C and R for itself.

const PAUSE = 120; // milliseconds without another step before Python hears of them
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];
const GREY = "#6b7370";

export default function (component) {
  const { parentElement: root } = component;
  if (root.grid?.data.visit !== component.data.visit) {
    root.grid?.close();
    root.grid = new Grid(root, component);
  } else {
    root.grid.renew(component);
  }
  return () => {
    root.grid?.close();
    root.grid = undefined;
  };
}

class Grid {
  constructor(root, component) {
    this.root = root;
    this.steps = [];
    this.undone = [];
    this.chosen = new Set();
    this.brush = null;
    this.last = null;
    this.at = 0;
    this.closing = new AbortController();
    this.take(component);
    this.said = new Map(this.data.faces.map((face) => [face.id, face.said]));
    this.build();
    this.draw();
    this.listen();
    if (document.activeElement === document.body) this.focus(this.at);
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
    const typing = this.root.activeElement === this.input;
    this.box.remove();
    this.build();
    this.draw();
    if (typing) this.input.focus();
  }

  close() {
    this.send();
    this.closing.abort();
    URL.revokeObjectURL(this.sheet);
    this.box.remove();
  }

  // What is on the screen

  build() {
    this.box = make("div");
    this.sheet ??= URL.createObjectURL(decode(this.data.sheet));
    this.box.style.setProperty("--sheet", `url("${this.sheet}")`);
    this.box.style.setProperty("--columns", this.data.columns);
    this.bar = make("div", { className: "bar" });
    this.grid = make("div", { className: "grid", role: "grid", ariaLabel: this.text("faces"), ariaMultiSelectable: "true" });
    this.live = make("div", { className: "unseen", ariaLive: "polite" });
    this.cells = this.data.faces.map((face, place) => this.cell(face, place));
    this.rows = this.groups();
    this.grid.append(...this.rows);
    this.buildBar();
    const keys = make("p", { className: "keys", textContent: this.text("keys") });
    this.box.append(this.bar, keys, this.grid, this.live);
    this.root.append(this.box);
  }

  cell(face, place) {
    const cell = make("div", { className: "face", role: "gridcell", tabIndex: -1 });
    const columns = this.data.columns;
    const rows = Math.ceil(this.data.faces.length / columns);
    const x = columns > 1 ? (100 * (place % columns)) / (columns - 1) : 0;
    const y = rows > 1 ? (100 * Math.floor(place / columns)) / (rows - 1) : 0;
    cell.style.backgroundPosition = `${x}% ${y}%`;
    cell.append(make("div", { className: "name", ariaHidden: "true" }));
    cell.addEventListener("click", (event) => this.click(place, event));
    return cell;
  }

  groups() {
    const groups = [];
    this.data.faces.forEach((face, place) => {
      let group = groups.at(-1);
      if (!group || group.of !== face.group) {
        group = make("div", { className: "group", role: "row" });
        group.of = face.group;
        group.places = [];
        groups.push(group);
      }
      group.places.push(place);
      group.append(this.cells[place]);
    });
    for (const group of groups) {
      if (group.of === null || group.places.length < 2) continue;
      group.classList.add("together");
      group.all = make("button", { className: "all", type: "button" });
      group.all.addEventListener("click", () => {
        if (this.brush) this.name(this.brush, this.open(group), false);
        else this.choose(group);
      });
      const head = make("div", { role: "rowheader" });
      head.append(group.all);
      group.prepend(head);
    }
    return groups;
  }

  buildBar() {
    const people = make("div", { className: "people", role: "toolbar", ariaLabel: this.text("people") });
    this.chips = new Map();
    this.data.people.forEach((one, place) => people.append(this.chip(one.word, one.name, keyOf(place), true)));
    people.append(this.chip("stranger", this.text("stranger"), "S"), this.chip("not-face", this.text("not-face"), "X"));
    this.input = make("input", { placeholder: this.text("child"), ariaLabel: this.text("child-name"), maxLength: 60 });
    people.append(this.input);
    this.undoButton = this.tool("undo", "U", () => this.undo());
    this.backButton = this.tool("back", "B", () => this.turn(-1));
    this.nextButton = this.tool("next", "N", () => this.turn(1));
    this.bar.replaceChildren(people, this.undoButton, this.backButton, this.nextButton);
    this.input.addEventListener("keydown", (event) => {
      event.stopPropagation(); // or Streamlit would take single letters for its own keys
      if (event.isComposing) return; // Enter that ends a Korean syllable
      if (event.key === "Enter" && this.input.value.trim()) {
        this.send();
        this.trigger("child", this.input.value.trim());
        this.input.value = "";
      } else if (event.key === "Escape") this.focus(this.at);
    });
  }

  chip(word, name, key, counted = false) {
    const chip = make("button", { className: "chip", type: "button", ariaPressed: "false" });
    chip.append(make("kbd", { textContent: key }), make("span", { textContent: name }));
    if (counted) chip.append(make("span", { className: "count" }));
    paint(chip, this.colours.get(word) ?? GREY);
    chip.addEventListener("click", () => {
      if (this.chosen.size) this.name(word);
      else this.hold(word);
    });
    this.chips.set(word, chip);
    return chip;
  }

  tool(name, key, act) {
    const tool = make("button", { className: "chip tool", type: "button" });
    tool.append(make("kbd", { textContent: key }), make("span", { textContent: this.text(name) }));
    tool.addEventListener("click", act);
    return tool;
  }

  draw() {
    this.box.classList.toggle("brush", this.brush !== null);
    this.cells.forEach((_, place) => this.drawFace(place));
    for (const [word, chip] of this.chips) chip.ariaPressed = String(word === this.brush);
    for (const one of this.data.people) this.chips.get(one.word).querySelector(".count").textContent = this.count(one);
    for (const group of this.rows) if (group.all) this.drawGroup(group);
    this.undoButton.disabled = this.steps.length === 0;
    this.backButton.disabled = this.data.first;
  }

  drawGroup(group) {
    const number = this.open(group).length;
    const name = this.names.get(this.brush);
    group.all.textContent = name ? this.text("group-name", { number, name }) : this.text("group", { number });
    group.all.disabled = number === 0;
  }

  drawFace(place) {
    const face = this.data.faces[place];
    const cell = this.cells[place];
    const word = this.said.get(face.id);
    const name = this.names.get(word) ?? "";
    if (word) cell.dataset.said = word;
    else delete cell.dataset.said;
    paint(cell, this.colours.get(word) ?? GREY);
    const guess = word ? undefined : this.names.get(face.guess);
    cell.firstChild.textContent = name || (guess ? this.text("guess", { name: guess }) : "");
    cell.ariaSelected = String(this.chosen.has(place));
    cell.ariaLabel = this.text("face", { number: place + 1, total: this.cells.length, name: name || this.text("unknown") });
    cell.tabIndex = place === this.at ? 0 : -1;
  }

  count(one) {
    let count = one.count;
    for (const face of this.data.faces) count += (this.said.get(face.id) === one.word) - (face.said === one.word);
    return count;
  }

  text(name, values = {}) {
    return this.data.texts[name].replace(/\{(\w+)\}/g, (gap, key) => values[key] ?? gap);
  }

  // What the user does

  name(word, places = this.chosen.size ? [...this.chosen] : [this.at], moveOn = true) {
    const faces = places.map((place) => this.data.faces[place].id).filter((id) => this.said.get(id) !== word);
    this.chosen.clear();
    this.last = word;
    if (faces.length) {
      this.steps.push([word, faces]);
      this.undone = [];
      this.replay();
      const [first] = faces;
      const number = this.data.faces.findIndex((face) => face.id === first) + 1;
      const said = { number, total: this.cells.length, name: this.names.get(word) };
      this.live.textContent = this.text("face", said);
    }
    this.draw();
    if (moveOn) this.focus(this.nextOpen(Math.max(...places, 0)));
  }

  undo() {
    const step = this.steps.pop();
    if (!step) return;
    this.undone.push(step);
    this.replay();
    this.draw();
    this.focus(this.data.faces.findIndex((face) => face.id === step[1][0]));
  }

  redo() {
    const step = this.undone.pop();
    if (!step) return;
    this.steps.push(step);
    this.replay();
    this.draw();
  }

  replay() {
    for (const face of this.data.faces) this.said.set(face.id, face.said);
    for (const [word, faces] of this.steps) for (const id of faces) this.said.set(id, word);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  send() {
    clearTimeout(this.timer);
    if (this.timer === undefined) return;
    this.timer = undefined;
    this.tell("said", this.steps.map(([word, faces]) => [word, [...faces]]));
  }

  turn(by) {
    if (by < 0 && this.data.first) return;
    this.send();
    this.trigger("turn", by);
  }

  hold(word) {
    this.brush = this.brush === word ? null : word;
    this.draw();
  }

  choose(group) {
    const open = this.open(group);
    if (!open.length) return;
    const all = open.every((place) => this.chosen.has(place));
    for (const place of open) all ? this.chosen.delete(place) : this.chosen.add(place);
    this.draw();
    this.focus(open[0]);
  }

  toggle(place) {
    if (!this.chosen.delete(place)) this.chosen.add(place);
    this.draw();
  }

  click(place, event) {
    if (this.brush && !this.chosen.size) {
      this.focus(place, false);
      this.name(this.brush, [place], false); // what lies under the mouse stays there
      return;
    }
    if (event.shiftKey) for (let one = Math.min(this.at, place); one <= Math.max(this.at, place); one++) this.chosen.add(one);
    else this.toggle(place);
    this.focus(place, false);
    this.draw();
  }

  // Where the user is

  focus(place, reveal = true) {
    if (place < 0 || place >= this.cells.length) return;
    this.cells[this.at].tabIndex = -1;
    this.at = place;
    this.cells[place].tabIndex = 0;
    this.cells[place].focus({ preventScroll: true });
    if (reveal) this.reveal(this.cells[place]);
  }

  reveal(cell) {
    const rect = cell.getBoundingClientRect();
    const top = this.bar.getBoundingClientRect().bottom + 8;
    if (rect.top < top || rect.bottom > innerHeight - 8) cell.scrollIntoView({ block: "center" });
  }

  open(group) {
    return group.places.filter((place) => !this.said.get(this.data.faces[place].id));
  }

  nextOpen(after) {
    const faces = this.data.faces;
    for (let place = after + 1; place < faces.length; place++) if (!this.said.get(faces[place].id)) return place;
    return Math.min(after, faces.length - 1);
  }

  above(direction) {
    const here = this.cells[this.at].getBoundingClientRect();
    let best = this.at;
    let least = Infinity;
    this.cells.forEach((cell, place) => {
      const there = cell.getBoundingClientRect();
      const down = direction * (there.top - here.top);
      const distance = down * 1000 + Math.abs(there.left - here.left);
      if (down > here.height / 2 && distance < least) [best, least] = [place, distance];
    });
    return best;
  }

  listen() {
    const { signal } = this.closing;
    document.addEventListener("keydown", (event) => this.press(event), { signal, capture: true });
    document.addEventListener("pointerdown", () => this.send(), { signal, capture: true }); // it may lead away
    addEventListener("pagehide", () => this.send(), { signal });
  }

  press(event) {
    const target = event.composedPath()[0];
    const inside = event.composedPath().includes(this.box);
    if (target === this.input || !(inside || target === document.body) || event.isComposing) return;
    const onButton = target.tagName === "BUTTON";
    const act = this.act(event, onButton);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // the key is ours alone
    act();
  }

  act(event, onButton) {
    const letter = event.code.replace(/^Key/, "");
    if (event.ctrlKey || event.metaKey) {
      if (letter !== "Z") return undefined;
      return event.shiftKey ? () => this.redo() : () => this.undo();
    }
    if (event.altKey) return undefined;
    const digit = event.code.match(/^(?:Digit|Numpad)(\d)$/)?.[1];
    if (digit !== undefined) {
      const one = this.data.people[DIGITS.indexOf(digit) + (event.shiftKey ? 10 : 0)];
      return one && (() => this.name(one.word));
    }
    if (onButton && (letter === "Enter" || letter === "Space")) return undefined; // the button's own keys
    const acts = {
      S: () => this.name("stranger"),
      X: () => this.name("not-face"),
      U: () => this.undo(),
      Backspace: () => this.undo(),
      Y: () => this.redo(),
      A: () => this.choose(this.cells[this.at].parentElement),
      N: () => this.turn(1),
      B: () => this.turn(-1),
      Space: () => this.toggle(this.at),
      Enter: () => this.agree(),
      Escape: () => this.let(),
      ArrowRight: () => this.focus(this.at + 1),
      ArrowLeft: () => this.focus(this.at - 1),
      ArrowDown: () => this.focus(this.above(1)),
      ArrowUp: () => this.focus(this.above(-1)),
      Home: () => this.focus(0),
      End: () => this.focus(this.cells.length - 1),
    };
    return acts[letter];
  }

  agree() {
    const guess = this.chosen.size ? null : this.data.faces[this.at].guess;
    const word = this.names.has(guess) ? guess : this.last;
    if (word) this.name(word);
  }

  let() {
    this.chosen.clear();
    this.brush = null;
    this.draw();
  }
}

function make(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}

function keyOf(place) {
  if (place >= 20) return "·";
  return (place >= 10 ? "⇧" : "") + DIGITS[place % 10];
}

function paint(element, colour) {
  const [red, green, blue] = [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16) / 255);
  const light = 0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2; // relative luminance, WCAG 2
  element.style.setProperty("--colour", colour);
  element.style.setProperty("--ink", light > 0.179 ? "#101413" : "#ffffff");
}

function decode(url) {
  const bytes = Uint8Array.from(atob(url.slice(url.indexOf(",") + 1)), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: "image/jpeg" });
}
