// Files go on their way one by one: chosen, dropped anywhere on the page, or pasted. Each has its line until it has arrived.
import { token } from "ui/server";

const AT_ONCE = 2;

customElements.define("record-upload", class extends HTMLElement {
  connectedCallback() {
    if (this.waiting) return;
    this.waiting = [];
    this.running = 0;
    this.input = this.querySelector("input[type=file]");
    this.lines = this.querySelector(".uploads");
    this.input.addEventListener("change", (event) => { event.stopPropagation(); this.take(this.input.files); this.input.value = ""; });
    this.listeners = { dragover: (event) => this.over(event), dragleave: () => this.light(false), drop: (event) => this.drop(event), paste: (event) => this.paste(event) };
    for (const [name, act] of Object.entries(this.listeners)) document.addEventListener(name, act);
  }

  disconnectedCallback() {
    for (const [name, act] of Object.entries(this.listeners || {})) document.removeEventListener(name, act);
    this.waiting = null;
  }

  over(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.light(true);
  }

  drop(event) {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.light(false);
    this.show();
    this.take(event.dataTransfer.files);
  }

  // A picture out of the clipboard; text that is pasted stays text.
  paste(event) {
    const files = [...(event.clipboardData?.files || [])];
    if (!files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    this.show();
    this.take(files);
  }

  light(on) {
    this.toggleAttribute("data-over", on);
    document.getElementById("composer")?.toggleAttribute("data-over", on);
  }

  show() {
    document.getElementById("tab-file")?.click();
  }

  take(files) {
    for (const file of files) this.waiting.push([file, this.line(file)]);
    while (this.running < AT_ONCE && this.waiting.length) this.send(...this.waiting.shift());
  }

  line(file) {
    const line = document.createElement("li"), name = document.createElement("span"), bar = document.createElement("progress");
    name.className = "clip";
    name.textContent = file.name;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    line.append(name, bar);
    this.lines.append(line);
    return line;
  }

  send(file, line) {
    const request = new XMLHttpRequest(), body = new FormData();
    this.running += 1;
    body.append("files", file, file.name);
    request.open("POST", this.dataset.url);
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", ({ loaded, total }) => { line.querySelector("progress").value = total ? (100 * loaded) / total : 0; });
    request.addEventListener("loadend", () => this.ended(request, file, line));
    request.send(body);
  }

  ended(request, file, line) {
    this.running -= 1;
    if (request.status === 204) line.remove();
    else this.failed(line, file, request.status === 422 ? request.responseText : this.dataset.failed);
    if (this.waiting?.length) return this.send(...this.waiting.shift());
    if (!this.running) for (const name of ["files", "timeline"]) document.body.dispatchEvent(new CustomEvent(name, { bubbles: true }));
  }

  failed(line, file, words) {
    const said = document.createElement("button");
    Object.assign(said, { type: "button", className: "error", textContent: words });
    said.addEventListener("click", () => { line.remove(); this.take([file]); });
    line.querySelector("progress").replaceWith(said);
  }
});
