// A list of alike rows: add one, take one off. Numbers are never used twice, so names do not collide.
customElements.define("ui-repeat", class extends HTMLElement {
  connectedCallback() {
    if (this.started) return;
    this.started = true;
    this.next = Number(this.dataset.next);
    this.addEventListener("click", ({ target }) => {
      if (target.closest("[data-add]")) this.add();
      const off = target.closest("[data-remove]");
      if (off) this.drop(off.closest("[data-row]"));
    });
  }

  add() {
    const made = document.createElement("template");
    made.innerHTML = this.querySelector("template").innerHTML.replaceAll("__n__", String(this.next++));
    const row = made.content.firstElementChild, rows = this.querySelector(".repeats");
    rows.append(row);
    window.htmx.process(row);
    window.htmx.trigger(row, "htmx:load");
    row.querySelector("input:not([type=radio]), select")?.focus();
    if (rows.children.length === 1) row.querySelector("[type=radio]")?.click();
  }

  drop(row) {
    const beside = row.nextElementSibling || row.previousElementSibling, main = row.querySelector("[type=radio]:checked");
    row.remove();
    (beside?.querySelector("input") || this.querySelector("[data-add]")).focus();
    if (main) beside?.querySelector("[type=radio]")?.click();
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
