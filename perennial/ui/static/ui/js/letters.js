// Whether a key belongs to the field under the cursor, and whether single letters are switched on.
const FIELDS = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]:not([contenteditable=false])";

export function typing(event) {
  return event.target instanceof Element && Boolean(event.target.closest(FIELDS));
}

export function lettersOn() {
  return (localStorage.getItem("ui.letters") || document.body.dataset.letters) !== "off";
}

export function setLetters(on) {
  localStorage.setItem("ui.letters", on ? "on" : "off");
}
