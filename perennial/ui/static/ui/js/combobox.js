// One thing of many, found by typing. The chosen value sits in the hidden input; words that match nothing go back.
import { Listbox } from "ui/listbox";

customElements.define("ui-combobox", class extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    [this.shown, this.hiddenInput] = this.querySelectorAll("input");
    this.label = this.shown.value;
    this.list = new Listbox(this.shown, this.dataset.url, (option) => this.choose(option), { create: this.dataset.create === "true" });
    // Typing asks for another thing: it takes the place of the words that stand there.
    this.shown.addEventListener("focus", () => this.shown.select());
    this.shown.addEventListener("change", (event) => { event.stopPropagation(); this.settle(); });
  }

  choose({ value, label, fresh }) {
    this.hiddenInput.value = fresh ? "" : value;
    this.label = this.shown.value = label;
    // A new thing is sent by its words, for the server to make: NAME_new.
    this.fresh(fresh ? label : "");
    this.tell();
  }

  settle() {
    if (this.shown.value.trim() === "") { this.hiddenInput.value = ""; this.label = ""; this.fresh(""); this.tell(); }
    else this.shown.value = this.label;
  }

  fresh(words) {
    this.querySelector("[data-fresh]")?.remove();
    if (!words) return;
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: `${this.dataset.name}_new`, value: words });
    input.dataset.fresh = "";
    this.append(input);
  }

  tell() {
    this.hiddenInput.dispatchEvent(new Event("change", { bubbles: true }));
    this.hiddenInput.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
