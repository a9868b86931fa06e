// Many words in one box: Enter or a comma adds, Backspace takes the last off. Each is sent under the same name.
import { Listbox } from "ui/listbox";
import { text } from "ui/texts";
import { say } from "ui/say";

customElements.define("ui-tags", class extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.input = this.querySelector("input[type=text]");
    for (const tag of this.querySelectorAll(".tag")) this.dress(tag);
    // Before the list's own: words whose list is still on its way are added as they are.
    this.input.addEventListener("keydown", (event) => this.typed(event));
    this.list = new Listbox(this.input, this.dataset.url, (option) => this.add(option), { create: this.dataset.create !== "false", taken: () => this.values() });
    this.addEventListener("click", (event) => this.pressed(event));
  }

  values() {
    return [...this.querySelectorAll(".tag")].map(({ dataset }) => dataset.value);
  }

  add({ value, label }) {
    this.input.value = "";
    if (this.values().includes(String(value))) return;
    const tag = document.createElement("span"), hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: this.dataset.name, value });
    tag.className = "tag";
    tag.dataset.value = value;
    tag.append(label, hidden);
    this.dress(tag);
    this.input.before(tag);
    say(text("added", { name: label }));
    this.tell();
  }

  dress(tag) {
    const off = document.createElement("button");
    Object.assign(off, { type: "button", className: "off", textContent: "×" });
    off.setAttribute("aria-label", text("take_off", { name: tag.firstChild.textContent.trim() }));
    tag.append(off);
  }

  drop(tag) {
    say(text("removed", { name: tag.firstChild.textContent.trim() }));
    tag.remove();
    this.input.focus();
    this.tell();
  }

  pressed({ target }) {
    const off = target.closest(".off");
    if (off) this.drop(off.closest(".tag"));
    else if (target === this) this.input.focus();
  }

  typed(event) {
    const words = this.input.value.trim(), last = [...this.querySelectorAll(".tag")].at(-1);
    if (event.key === "Backspace" && !this.input.value && last) this.drop(last);
    const { open, asking } = this.list, creates = this.dataset.create !== "false";
    if (!words || !(event.key === "," || (event.key === "Enter" && (asking || !open)))) return;
    if (asking && !creates) return;
    event.preventDefault();
    if (!creates) return;
    this.list.close();
    this.add({ value: words, label: words });
  }

  tell() {
    this.dispatchEvent(new Event("change", { bubbles: true }));
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
