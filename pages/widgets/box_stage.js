// A photo with its boxes: an SVG whose units are canvas pixels, so that zooming never changes a box.
//
// Dragging over the photo draws a box, also where it begins inside another one. A click takes hold of a box; only then
// does dragging it move it, and its eight handles size it: nothing is moved by mistake. Wheel and two fingers zoom.

const SVG = "http://www.w3.org/2000/svg";
const DRAG = 4; // CSS pixels that a pointer moves before it means a drag
const GRIP = { mouse: 9, pen: 14, touch: 22 }; // CSS pixels around a handle that belong to it
const MOST_ZOOM = 12;
const HANDLES = [[0, 0], [0.5, 0], [1, 0], [1, 0.5], [1, 1], [0.5, 1], [0, 1], [0, 0.5]];
const CURSORS = ["nwse-resize", "ns-resize", "nesw-resize", "ew-resize"];

class Stage {
  constructor(data, picture, answers) {
    this.data = data;
    this.answers = answers; // appear(), pick(key or null), reach(key), draw(box), move(key, box)
    this.boxes = [];
    this.live = null; // a box that is being drawn or changed
    this.pointers = new Map();
    this.frame = make("div", { className: "stage" });
    this.svg = shape("svg", { role: "group", "aria-label": data.texts.photo });
    this.layer = shape("g");
    this.handles = HANDLES.map(() => shape("circle", { class: "handle" }));
    this.fresh = shape("rect", { class: "fresh" });
    const photo = shape("image", { href: picture, width: data.width, height: data.height, preserveAspectRatio: "none" });
    this.svg.append(photo, this.layer, this.fresh, ...this.handles);
    this.names = make("div", { className: "names", ariaHidden: "true" });
    this.frame.append(this.svg, this.names);
    this.nodes = new Map();
    this.fit();
    this.listen();
  }

  // What is seen

  fit() {
    this.look(1, this.data.width / 2, this.data.height / 2);
  }

  zoom(factor, [x, y] = [this.x, this.y]) {
    const zoom = Math.min(MOST_ZOOM, Math.max(1, this.scale * factor));
    const part = this.scale / zoom; // the point under the pointer stays where it is
    this.look(zoom, x + (this.x - x) * part, y + (this.y - y) * part);
  }

  look(zoom, x, y) {
    const [width, height] = [this.data.width / zoom, this.data.height / zoom];
    this.scale = zoom;
    this.x = Math.min(Math.max(x, width / 2), this.data.width - width / 2);
    this.y = Math.min(Math.max(y, height / 2), this.data.height - height / 2);
    this.svg.setAttribute("viewBox", `${this.x - width / 2} ${this.y - height / 2} ${width} ${height}`);
    this.place();
  }

  show(boxes, at, held) {
    Object.assign(this, { boxes, at, held });
    for (const [key, node] of this.nodes) if (!boxes.some((box) => box.key === key)) this.drop(key, node);
    boxes.forEach((box, place) => this.showBox(box, place));
    this.place();
  }

  showBox(box, place) {
    const node = this.nodes.get(box.key) ?? this.build(box.key);
    const state = box.said === "not-face" ? "not-face" : box.said ? "said" : box.guess ? "guess" : "open";
    node.group.setAttribute("class", `box ${state}${box.key === this.at ? " at" : ""}`);
    node.group.setAttribute("aria-label", box.label);
    node.name.textContent = box.name;
    node.name.className = `name ${state}`;
    paint(node.group, box.colour);
    paint(node.name, box.colour);
    if (this.layer.children[place] !== node.group) this.layer.insertBefore(node.group, this.layer.children[place] ?? null);
  }

  build(key) {
    const group = shape("g", { tabindex: 0, role: "button" });
    const lines = [shape("rect", { class: "halo" }), shape("rect", { class: "line" })];
    group.append(...lines);
    group.addEventListener("focus", () => this.answers.reach(key));
    const name = make("div");
    this.names.append(name);
    const node = { group, lines, name };
    this.nodes.set(key, node);
    return node;
  }

  drop(key, node) {
    node.group.remove();
    node.name.remove();
    this.nodes.delete(key);
  }

  place() {
    const matrix = this.svg.isConnected ? this.svg.getScreenCTM() : null;
    if (!matrix) return;
    this.matrix = matrix;
    const outer = this.frame.getBoundingClientRect();
    for (const box of this.boxes) this.placeBox(box, matrix, outer);
    const held = this.held ? this.boxOf(this.at) : null;
    this.handles.forEach((handle, number) => {
      handle.style.display = held && !this.data.fixed ? "" : "none";
      if (held) set(handle, { ...middle(held, HANDLES[number]), r: 6 / matrix.a });
    });
    const fresh = this.live && this.live.key === null ? this.live.box : null;
    this.fresh.style.display = fresh ? "" : "none";
    if (fresh) set(this.fresh, corners(fresh));
  }

  placeBox(box, matrix, outer) {
    const node = this.nodes.get(box.key);
    const at = this.boxOf(box.key);
    for (const line of node.lines) set(line, corners(at));
    const [left, top] = [at[0] * matrix.a + matrix.e - outer.left, at[1] * matrix.a + matrix.f - outer.top];
    node.name.style.left = `${left - 1}px`;
    node.name.style.top = `${top < 24 ? top + 2 : top - 23}px`;
  }

  boxOf(key) {
    if (this.live && this.live.key === key) return this.live.box;
    return this.boxes.find((box) => box.key === key)?.box;
  }

  focus(key) {
    this.nodes.get(key)?.group.focus({ preventScroll: true });
  }

  // What the pointer does

  listen() {
    const { svg } = this;
    svg.addEventListener("mousedown", (event) => event.preventDefault()); // the ring stays with its box
    svg.addEventListener("pointerdown", (event) => this.down(event));
    svg.addEventListener("pointermove", (event) => this.move(event));
    svg.addEventListener("pointerup", (event) => this.up(event));
    svg.addEventListener("pointercancel", (event) => this.lose(event));
    svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.resizing = new ResizeObserver(() => {
      this.place();
      this.answers.appear();
    });
    this.resizing.observe(this.frame);
  }

  close() {
    this.resizing.disconnect();
  }

  point(event) {
    const matrix = this.svg.getScreenCTM();
    return [(event.clientX - matrix.e) / matrix.a, (event.clientY - matrix.f) / matrix.d];
  }

  wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    this.zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.002)), this.point(event));
  }

  down(event) {
    if (event.button > 1 || this.pointers.size > 1) return;
    this.svg.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, event);
    if (this.pointers.size === 2) {
      this.live = null;
      this.gesture = { kind: "pinch", before: this.pinch() };
      this.place();
      return;
    }
    const start = this.point(event);
    const handle = this.handleAt(start, event.pointerType);
    const box = this.held && !this.data.fixed ? this.boxOf(this.at) : null;
    let kind = box && inside(box, start) ? "move" : "draw";
    if (handle >= 0) kind = "resize";
    else if (event.button === 1 || this.panning || this.data.fixed) kind = "pan";
    this.gesture = { kind, start, handle, box, event };
  }

  move(event) {
    if (!this.pointers.has(event.pointerId)) {
      this.svg.style.cursor = this.cursor(this.point(event), event.pointerType);
      return;
    }
    this.pointers.set(event.pointerId, event);
    const { gesture } = this;
    if (!gesture) return;
    if (gesture.kind === "pinch") {
      const now = this.pinch();
      this.zoom(now.distance / gesture.before.distance, now.point);
      const after = this.pinch();
      this.look(this.scale, this.x + gesture.before.point[0] - after.point[0], this.y + gesture.before.point[1] - after.point[1]);
      gesture.before = this.pinch();
      return;
    }
    const away = Math.hypot(event.clientX - gesture.event.clientX, event.clientY - gesture.event.clientY);
    if (!gesture.moved && away < DRAG) return;
    gesture.moved = true;
    this.drag(gesture, this.point(event));
    this.place();
  }

  drag({ kind, start, handle, box }, [x, y]) {
    const { width, height } = this.data;
    const by = [x - start[0], y - start[1]];
    if (kind === "pan") {
      this.look(this.scale, this.x - by[0], this.y - by[1]);
    } else if (kind === "draw") {
      this.live = { key: null, box: tidy([...start, x, y], width, height) };
    } else if (kind === "move") {
      this.live = { key: this.at, box: shift(box, by, width, height) };
    } else {
      const [across, down] = HANDLES[handle];
      const edges = [...box];
      if (across !== 0.5) edges[across * 2] += by[0];
      if (down !== 0.5) edges[down * 2 + 1] += by[1];
      this.live = { key: this.at, box: tidy(edges, width, height) };
    }
  }

  up(event) {
    const { gesture, live } = this;
    this.lose(event);
    if (!gesture || gesture.kind === "pinch") return;
    if (!gesture.moved) this.answers.pick(this.boxAt(gesture.start));
    else if (live && this.isLarge(live.box)) {
      if (live.key === null) this.answers.draw(live.box);
      else this.answers.move(live.key, live.box);
    }
  }

  lose(event) {
    this.pointers.delete(event.pointerId);
    this.live = null;
    this.gesture = null;
    this.place();
  }

  pinch() {
    const [one, two] = [...this.pointers.values()];
    const between = { clientX: (one.clientX + two.clientX) / 2, clientY: (one.clientY + two.clientY) / 2 };
    const distance = Math.max(1, Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY));
    return { distance, point: this.point(between) };
  }

  isLarge(box) {
    return box[2] - box[0] >= this.data.least[0] && box[3] - box[1] >= this.data.least[1];
  }

  boxAt(point) {
    const there = this.boxes.filter((box) => inside(box.box, point));
    return there.sort((one, other) => area(one.box) - area(other.box))[0]?.key ?? null;
  }

  handleAt([x, y], pointer) {
    const box = this.held && !this.data.fixed ? this.boxOf(this.at) : null;
    if (!box) return -1;
    const reach = (GRIP[pointer] ?? GRIP.mouse) / this.svg.getScreenCTM().a;
    const far = HANDLES.map((handle) => middle(box, handle)).map(({ cx, cy }) => Math.hypot(cx - x, cy - y));
    const nearest = far.indexOf(Math.min(...far));
    return far[nearest] <= Math.min(reach, Math.max(box[2] - box[0], box[3] - box[1]) / 3) ? nearest : -1;
  }

  cursor(point, pointer) {
    const handle = this.handleAt(point, pointer);
    if (handle >= 0) return CURSORS[handle % 4];
    if (this.panning || this.data.fixed) return "grab";
    const held = this.held && this.boxOf(this.at);
    if (held && inside(held, point)) return "move";
    return this.boxAt(point) ? "pointer" : "crosshair";
  }
}

function shape(tag, attributes = {}) {
  return set(document.createElementNS(SVG, tag), attributes);
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function corners([x, y, right, bottom]) {
  return { x, y, width: right - x, height: bottom - y };
}

function middle(box, [across, down]) {
  return { cx: box[0] + across * (box[2] - box[0]), cy: box[1] + down * (box[3] - box[1]) };
}

function inside([x1, y1, x2, y2], [x, y]) {
  return x1 <= x && x <= x2 && y1 <= y && y <= y2;
}

function area([x1, y1, x2, y2]) {
  return (x2 - x1) * (y2 - y1);
}

function tidy([x1, y1, x2, y2], width, height) {
  const within = (value, most) => Math.min(Math.max(value, 0), most);
  const [left, right] = [within(Math.min(x1, x2), width), within(Math.max(x1, x2), width)];
  const [top, bottom] = [within(Math.min(y1, y2), height), within(Math.max(y1, y2), height)];
  return [left, top, right, bottom];
}

function shift([x1, y1, x2, y2], [across, down], width, height) {
  const x = Math.min(Math.max(across, -x1), width - x2);
  const y = Math.min(Math.max(down, -y1), height - y2);
  return [x1 + x, y1 + y, x2 + x, y2 + y];
}
