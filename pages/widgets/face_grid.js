// The grid of faces; chips.js and outbox.js are part of it. What is on the screen follows from the page's data and the list of steps; the list is all that
// Python hears. Keys are told by their place on the keyboard (event.code), so that a Korean layout works too.
//
// The fewest keys: 1 to 9, 0, with Shift for children 11 to 20: name the chosen faces, or the one with the ring, and go
// to the next without a name. A chooses the faces that stand together, all but the doubtful; Space one more or less;
// S stranger, X not a face; Enter the guess, or the last name again; D not the one who is guessed or named, or, where
// nobody is, not the child whose number follows; M wears a mask, with Shift none; U or Backspace undoes, Y does it again;
// N and B turn the page, H shows the face's history, Escape lets go. Among examples L leaves a face out of learning, and
// takes it in again. Streamlit keeps C and R for itself.
//
// Words of a step: p7 is person 7, !p7 is not person 7, stranger, not-face, mask, no-mask, leave, learn.

const TURNING = 5000; // milliseconds after which a page that does not come is no longer waited for

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
    this.outbox = new Outbox(this.data.outbox, this.data.visit, (letter) => this.tell("said", letter));
    this.replay();
    this.build();
    this.draw();
    this.listen();
    const active = document.activeElement; // the page of faces before this one may still be there
    if (active === document.body || active.shadowRoot?.querySelector(".grid")) this.focus(this.at);
    this.goOn();
  }

  // Says once more what was not heard before a reload; what it took back is taken back by its journal rows' words.
  goOn() {
    const left = this.outbox.left();
    if (!left) return;
    this.steps = left.steps;
    this.withdrawn = left.withdrawn;
    this.change();
    this.draw();
  }

  take(component) {
    this.data = component.data;
    this.tell = component.setStateValue;
    this.trigger = component.setTriggerValue;
    this.children = this.data.people.filter((one) => one.offered);
    this.colours = new Map(this.data.people.map((one) => [one.word, one.colour]));
    this.names = new Map(this.data.people.map((one) => [one.word, one.name]));
    for (const [word, name] of [...this.names]) this.names.set(`!${word}`, this.text("not", { name }));
    for (const word of ["stranger", "not-face", "mask", "no-mask", "leave", "learn"]) this.names.set(word, this.text(word));
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
    this.outbox.close();
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
    this.box.style.setProperty("--most", this.data.across);
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
    const cell = make("div", { className: "face", role: "gridcell", tabIndex: -1, title: face.doubtful ? this.text("doubtful") : "" });
    const columns = this.data.columns;
    const rows = Math.ceil(this.data.faces.length / columns);
    const x = columns > 1 ? (100 * (place % columns)) / (columns - 1) : 0;
    const y = rows > 1 ? (100 * Math.floor(place / columns)) / (rows - 1) : 0;
    cell.style.backgroundPosition = `${x}% ${y}%`;
    cell.classList.toggle("doubtful", face.doubtful);
    cell.dataset.face = face.id;
    cell.append(make("div", { className: "name", ariaHidden: "true" }), make("div", { className: "facts", ariaHidden: "true" }));
    if (face.more) cell.append(make("div", { className: "more", ariaHidden: "true", textContent: `+${face.more}` }));
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
      const { heading } = this.data.faces[group.places[0]];
      if (heading) {
        group.classList.add("together");
        group.prepend(make("div", { role: "rowheader", textContent: heading }));
        continue;
      }
      if (group.of === null || group.places.length < 2) continue;
      group.classList.add("together");
      group.all = make("button", { className: "all", type: "button" });
      group.all.addEventListener("click", () => {
        if (this.brush) this.say(this.brush, this.open(group), false);
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
    this.children.forEach((one, place) => people.append(this.chip(one.word, one.name, keyOf(place), true)));
    people.append(this.chip("stranger", this.text("stranger"), "S"), this.chip("not-face", this.text("not-face"), "X"));
    people.append(this.chip("mask", this.text("mask"), "M"));
    this.notButton = this.tool("deny", "D", () => this.arm());
    people.append(this.notButton);
    if (this.data.examples) people.append(this.tool("leave", "L", () => this.leave()));
    this.input = make("input", { placeholder: this.text("child"), ariaLabel: this.text("child-name"), maxLength: 60 });
    people.append(this.input);
    this.undoButton = this.tool("undo", "U", () => this.undo());
    this.redoButton = this.tool("redo", "Y", () => this.redo());
    this.backButton = this.tool("back", "B", () => this.turn(-1));
    this.nextButton = this.tool("next", "N", () => this.turn(1));
    this.bar.replaceChildren(people, this.undoButton, this.redoButton, this.backButton, this.nextButton);
    this.input.addEventListener("keydown", (event) => this.type(event));
  }

  type(event) {
    event.stopPropagation(); // or Streamlit would take single letters for its own keys
    if (event.isComposing) return; // Enter that ends a Korean syllable
    const name = this.input.value.trim();
    if (event.key === "Enter" && name) {
      this.input.value = "";
      this.outbox.then(() => this.trigger("child", name));
    } else if (event.key === "Escape") this.focus(this.at);
  }

  chip(word, name, key, counted = false) {
    const chip = make("button", { className: "chip", type: "button", ariaPressed: "false" });
    chip.append(make("kbd", { textContent: key }), make("span", { textContent: name, className: counted ? "counted" : "" }));
    if (counted) chip.append(make("span", { className: "count" }));
    paint(chip, this.colours.get(word) ?? GREY);
    chip.addEventListener("click", () => {
      const said = this.turned(word);
      if (this.chosen.size) this.say(said);
      else this.hold(said);
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
    this.bar.classList.toggle("denying", this.isDenying || (this.brush ?? "").startsWith("!"));
    this.cells.forEach((_, place) => this.drawFace(place));
    for (const [word, chip] of this.chips) chip.ariaPressed = String([word, `!${word}`].includes(this.brush));
    for (const one of this.children) this.chips.get(one.word).querySelector(".count").textContent = this.count(one);
    for (const group of this.rows) if (group.all) this.drawGroup(group);
    this.notButton.ariaPressed = String(this.bar.classList.contains("denying"));
    this.undoButton.disabled = this.steps.length === 0;
    this.redoButton.disabled = this.undone.length === 0;
    this.backButton.disabled = this.data.first;
  }

  drawGroup(group) {
    const number = this.open(group).length;
    const name = this.names.get(this.brush);
    const text = name && (isWho(this.brush) ? "group-name" : "group-fact");
    group.all.textContent = this.text(text ?? "group", { number, name });
    group.all.disabled = number === 0;
  }

  drawFace(place) {
    const face = this.data.faces[place];
    const cell = this.cells[place];
    const { said, masked, left } = this.stands.get(face.id);
    const [label, facts] = cell.children;
    const name = this.names.get(said) ?? "";
    if (said) cell.dataset.said = said;
    else delete cell.dataset.said;
    paint(cell, this.colours.get(said) ?? GREY);
    const guess = said ? undefined : this.names.get(this.guess(place));
    label.textContent = name || (guess ? this.text("guess", { name: guess }) : "");
    facts.textContent = this.facts(face).join(" · ");
    cell.dataset.masked = masked ?? "";
    cell.classList.toggle("left", left);
    cell.ariaSelected = String(this.chosen.has(place));
    cell.ariaLabel = this.text("face", { number: place + 1, total: this.cells.length, name: this.words(face) });
    cell.tabIndex = place === this.at ? 0 : -1;
  }

  // What was said of a face besides who it is.
  facts({ id, notes }) {
    const { denied, masked } = this.stands.get(id);
    const mask = masked === null ? [] : [this.text(masked ? "masked" : "unmasked")];
    return [...mask, ...notes, ...[...denied].map((person) => this.names.get(`!${person}`))];
  }

  words(face) {
    const { said, left } = this.stands.get(face.id);
    const name = this.names.get(said) ?? this.text("unknown");
    const beside = [...(face.doubtful ? [this.text("doubtful")] : []), ...(left ? [this.text("left")] : [])];
    return [name, ...beside, ...this.facts(face)].join(", ");
  }

  guess(place) {
    const { id, guess } = this.data.faces[place];
    return this.stands.get(id).denied.has(guess) ? null : guess;
  }

  count(one) {
    let count = one.count;
    for (const face of this.data.faces) count += (this.stands.get(face.id).said === one.word) - (face.said === one.word);
    return count;
  }

  text(name, values = {}) {
    return this.data.texts[name].replace(/\{(\w+)\}/g, (gap, key) => values[key] ?? gap);
  }

  // What the user does

  // One more step. Who a face is leads on to the next; what it wears and who it is not, does not.
  say(word, places = this.chosen.size ? [...this.chosen] : [this.at], moveOn = isWho(word)) {
    const faces = places.map((place) => this.data.faces[place].id).filter((id) => isNew(this.stands.get(id), word));
    if (isWho(word)) {
      this.chosen.clear();
      this.last = word;
    }
    this.isDenying = false;
    if (faces.length) {
      this.steps.push([word, faces]);
      this.undone = [];
      this.change();
      const number = this.data.faces.findIndex((face) => face.id === faces[0]) + 1;
      this.live.textContent = this.text("face", { number, total: this.cells.length, name: this.names.get(word) });
    }
    this.draw();
    if (moveOn) this.focus(this.nextOpen(Math.max(...places, 0)));
  }

  undo() {
    const step = this.steps.pop();
    if (!step) return;
    this.undone.push(step);
    this.change();
    this.draw();
    this.focus(this.data.faces.findIndex((face) => face.id === step[1][0]));
  }

  redo() {
    const step = this.undone.pop();
    if (!step) return;
    this.steps.push(step);
    this.change();
    this.draw();
  }

  change() {
    this.replay();
    const steps = this.steps.map(([word, faces]) => [word, [...faces]]);
    const before = this.withdrawn ?? []; // before a reload; Python no longer knows those steps by itself
    this.outbox.say({ steps, withdrawn: before }, { steps, withdrawn: [...this.undone, ...before] });
  }

  replay() {
    const faces = this.data.faces.map((face) => [face.id, { ...face, denied: new Set(face.denied) }]);
    this.stands = new Map(faces);
    for (const [word, ids] of this.steps) for (const id of ids) if (this.stands.has(id)) hear(this.stands.get(id), word);
  }

  turn(by) {
    if ((by < 0 && this.data.first) || this.isTurning) return;
    this.isTurning = true;
    this.outbox.then(() => {
      setTimeout(() => (this.isTurning = false), TURNING);
      this.trigger("turn", by);
    });
  }

  hold(word) {
    this.brush = this.brush === word ? null : word;
    this.isDenying = false;
    this.draw();
  }

  // Says of the chosen faces that they are not who they are named or taken for; else waits for the name of a child.
  deny() {
    const places = this.chosen.size ? [...this.chosen] : [this.at];
    const wrong = Map.groupBy(places, (place) => this.taken(place));
    wrong.delete(null);
    for (const [person, some] of wrong) this.say(`!${person}`, some);
    if (!wrong.size) this.arm();
  }

  taken(place) {
    const { said } = this.stands.get(this.data.faces[place].id);
    const person = said ?? this.guess(place);
    return this.colours.has(person) ? person : null;
  }

  arm() {
    const wasOn = this.bar.classList.contains("denying");
    this.isDenying = !wasOn;
    if (this.brush) this.brush = this.turned(this.brush.replace("!", ""));
    this.draw();
  }

  // The word that a child's number or button stands for just now.
  turned(word) {
    return this.isDenying && this.colours.has(word) ? `!${word}` : word;
  }

  // Leaves the chosen faces out of learning, or takes them in again where all of them are left out.
  leave() {
    const places = this.chosen.size ? [...this.chosen] : [this.at];
    const all = places.every((place) => this.stands.get(this.data.faces[place].id).left);
    this.say(all ? "learn" : "leave", places);
    this.focus(this.at);
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
      this.say(this.brush, [place], false); // what lies under the mouse stays there
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
    const foot = document.elementFromPoint(rect.left + rect.width / 2, rect.bottom + 4); // none where the window ends
    if (rect.top < top || foot !== this.box.getRootNode().host) cell.scrollIntoView({ block: "center" }); // something may lie over it
  }

  open(group) {
    const isOpen = ({ id, doubtful }) => !doubtful && !this.stands.get(id).said;
    return group.places.filter((place) => isOpen(this.data.faces[place]));
  }

  nextOpen(after) {
    const faces = this.data.faces;
    for (let place = after + 1; place < faces.length; place++) if (!this.stands.get(faces[place].id).said) return place;
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
    if (!this.isTurning) act(); // the faces that it would be about are going
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
      const one = this.children[DIGITS.indexOf(digit) + (event.shiftKey ? 10 : 0)];
      return one && (() => this.say(this.turned(one.word)));
    }
    if (onButton && (letter === "Enter" || letter === "Space")) return undefined; // the button's own keys
    const acts = {
      S: () => this.say("stranger"),
      X: () => this.say("not-face"),
      M: () => this.say(event.shiftKey ? "no-mask" : "mask"),
      D: () => this.deny(),
      L: this.data.examples && (() => this.leave()),
      H: () => this.outbox.then(() => this.trigger("history", this.data.faces[this.at].id)),
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

  // Says yes to the guesses of the chosen faces; a face without one gets the last name again.
  agree() {
    const places = this.chosen.size ? [...this.chosen] : [this.at];
    const words = Map.groupBy(places, (place) => this.guess(place) ?? this.last);
    words.delete(null);
    for (const [word, some] of words) this.say(word, some);
  }

  let() {
    this.chosen.clear();
    this.brush = null;
    this.isDenying = false;
    this.draw();
  }
}

function isWho(word) {
  return !word.startsWith("!") && !["mask", "no-mask", "leave", "learn"].includes(word);
}

function isNew(stands, word) {
  const { said, denied, masked, left } = hear({ ...stands, denied: new Set(stands.denied) }, word);
  return said !== stands.said || denied.size !== stands.denied.size || masked !== stands.masked || left !== stands.left;
}

// What stands about a face after one more word; the same as core/rules/journal.py.
function hear(stands, word) {
  if (word.startsWith("!")) {
    stands.denied.add(word.slice(1));
    if (stands.said === word.slice(1)) stands.said = null;
  } else if (isWho(word)) {
    stands.denied.delete(word);
    stands.said = word;
  } else if (["leave", "learn"].includes(word)) stands.left = word === "leave";
  else stands.masked = word === "mask";
  return stands;
}
