// The list under a search box: asks an address, shows what it found, walks it by arrows (ARIA 1.2 combobox).
import { text } from "ui/texts";
import { say } from "ui/say";
import { place } from "ui/menu";

const WAIT = 150;
let count = 0;

export class Listbox {
  // input: the text box; url: answers [{value, label, sub}] for ?q=; choose(option): what to do with it.
  constructor(input, url, choose, { create = false, taken = () => [] } = {}) {
    Object.assign(this, { input, url, choose, create, taken, at: -1, options: [] });
    this.box = document.createElement("div");
    Object.assign(this.box, { id: `listbox-${++count}`, className: "menu listbox", popover: "manual" });
    this.box.setAttribute("role", "listbox");
    this.box.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || input.placeholder || text("results", { n: "" }));
    input.after(this.box);
    input.setAttribute("aria-controls", this.box.id);
    input.addEventListener("input", () => this.ask());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    input.addEventListener("click", () => { if (!this.open) this.ask(0); });
    // The list takes the pointer before the box loses the focus.
    this.box.addEventListener("pointerdown", (event) => event.preventDefault());
    this.box.addEventListener("click", ({ target }) => this.take([...this.box.children].indexOf(target.closest("[role=option]"))));
  }

  get open() { return this.box.matches(":popover-open"); }

  ask(wait = WAIT) {
    this.stop();
    this.asking = true;
    this.timer = setTimeout(() => this.load(), wait);
  }

  async load() {
    const { signal } = this.request = new AbortController();
    const found = this.url ? await this.found(signal) : [];
    if (signal.aborted) return;
    const hurried = this.hurried;
    this.stop();
    if (!found) return;
    this.fill(found);
    if (hurried) this.take(this.at);
  }

  async found(signal) {
    const address = new URL(this.url, location.href);
    address.searchParams.set("q", this.input.value.trim());
    try {
      const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null; // a newer question is on its way, or the connection is gone: the box keeps its words
    }
  }

  stop() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.asking = this.hurried = false;
  }

  fill(found) {
    const typed = this.input.value.trim(), used = this.taken();
    this.options = found.filter(({ value }) => !used.includes(String(value)));
    const same = found.some(({ label }) => label.toLowerCase() === typed.toLowerCase());
    if (this.create && typed && !same && !used.includes(typed)) this.options.push({ value: typed, label: typed, fresh: true });
    this.box.replaceChildren(...(this.options.length ? this.options.map((one, n) => this.row(one, n)) : [this.nothing()]));
    this.show();
    this.mark(typed && this.options.length ? 0 : -1);
    say(this.options.length ? text("results", { n: this.options.length }) : text("nothing_found"));
  }

  row({ label, sub, fresh }, n) {
    const option = document.createElement("div"), words = document.createElement("span");
    option.id = `${this.box.id}-${n}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    words.textContent = fresh ? text("create", { name: label }) : label;
    option.append(words);
    if (sub) {
      const under = document.createElement("span");
      Object.assign(under, { className: "sub", textContent: sub });
      option.append(under);
    }
    return option;
  }

  nothing() {
    const line = document.createElement("div");
    Object.assign(line, { className: "none", textContent: text("nothing_found") });
    return line;
  }

  press(event) {
    if (event.defaultPrevented) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (!this.open) return this.ask(0);
      return this.mark((this.at + step + this.options.length) % this.options.length);
    }
    // Who types fast and presses Enter takes the first of what these words find, not of an earlier answer.
    if (event.key === "Enter" && this.asking && this.input.value.trim()) { event.preventDefault(); this.hurried = true; return; }
    if (!this.open) return;
    if (event.key === "Enter" && this.at >= 0) { event.preventDefault(); this.take(this.at); }
    if (event.key === "Tab" && this.at >= 0 && this.input.value.trim()) this.take(this.at);
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); this.close(); }
  }

  mark(n) {
    this.at = this.options.length ? n : -1;
    [...this.box.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === this.at)));
    const row = this.box.children[this.at];
    if (this.at >= 0 && row) { this.input.setAttribute("aria-activedescendant", row.id); row.scrollIntoView({ block: "nearest" }); }
    else this.input.removeAttribute("aria-activedescendant");
  }

  take(n) {
    const option = this.options[n];
    if (!option) return;
    this.close();
    this.choose(option);
  }

  show() {
    if (!this.open) this.box.showPopover();
    this.box.style.setProperty("min-width", `${this.input.offsetWidth}px`);
    place(this.box, this.input);
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    this.stop();
    if (this.open) this.box.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
