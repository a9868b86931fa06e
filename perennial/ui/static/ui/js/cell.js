// A cell mended where it stands: press it, the server sends its editor; Enter saves, Escape puts it back, Tab goes on.
import { send } from "ui/server";

customElements.define("ui-cell", class extends HTMLElement {
  connectedCallback() {
    if (this.started) return;
    this.started = true;
    this.addEventListener("click", (event) => { if (!this.kept && event.target.closest("button")) this.edit(); });
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    this.addEventListener("change", ({ target }) => { if (target.matches("ui-combobox *, [type=checkbox]") || (!this.keyed && target.matches("select, [type=date]"))) this.save(); });
    this.addEventListener("pointerdown", () => { this.keyed = false; });
    this.addEventListener("focusout", ({ relatedTarget }) => { if (this.kept && relatedTarget && !this.contains(relatedTarget)) this.save(); });
  }

  async edit() {
    const answer = await fetch(this.dataset.url, { headers: { "HX-Request": "true", "HX-Target": "cell" } });
    if (!answer.ok || answer.redirected) return;
    this.kept = this.innerHTML;
    this.fill(await answer.text());
    const field = this.querySelector("input:not([type=hidden]), select, textarea");
    field?.focus();
    field?.select?.();
  }

  // Keys pass over many values before the right one: what they chose is kept by Enter, or by going on.
  press(event) {
    this.keyed = true;
    if (!this.kept) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); this.back(); }
    if (event.key === "Enter" && !event.defaultPrevented && !event.target.matches("textarea")) { event.preventDefault(); this.save(); }
    if (event.key === "Tab") this.then = event.shiftKey ? -1 : 1;
  }

  back() {
    this.fill(this.kept);
    this.kept = null;
    this.querySelector("button")?.focus();
  }

  // The answer is the cell anew (2xx) or its editor with the reason (409, 412, 422).
  async save() {
    const form = this.querySelector("form");
    if (!form || this.saving) return;
    this.saving = true;
    const answer = await send(form.getAttribute("action") || this.dataset.url, new FormData(form));
    this.saving = false;
    if (!answer.ok && ![409, 412, 422].includes(answer.status)) return;
    this.fill(await answer.text());
    if (!answer.ok) return this.querySelector("[aria-invalid=true]")?.focus();
    this.kept = null;
    this.leave();
  }

  leave() {
    const cells = [...document.querySelectorAll("ui-cell")], next = this.then && cells[cells.indexOf(this) + this.then];
    if (next) next.querySelector("button")?.click();
    else if (document.activeElement === document.body) this.querySelector("button")?.focus();
    this.then = 0;
  }

  fill(html) {
    this.innerHTML = html;
    window.htmx.process(this);
    window.htmx.trigger(this, "htmx:load");
    this.toggleAttribute("data-editing", Boolean(this.querySelector("form")));
  }
});
