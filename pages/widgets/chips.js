// What widgets with a row of names share: elements, colours, and the keys of the names.

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];
const GREY = "#6b7370";

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
