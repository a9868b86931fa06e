// Nothing typed is lost: a form with data-keep="name" keeps its text on this computer until it is saved.
// A form with data-guard asks before the page is left with something unsaved.
import { text } from "ui/texts";

const PREFIX = "ui.draft.", SENT = "ui.sent", DAYS = 7;
const SECRET = "[type=password], [type=file], [type=hidden], [data-no-keep], [name=csrfmiddlewaretoken]";

arrived();
tidy();
offer(document);
document.addEventListener("htmx:load", ({ target }) => offer(target));
document.addEventListener("input", ({ target }) => {
  const form = target.form || target.closest("form");
  if (!form) return;
  form.dataset.changed = "";
  if (form.dataset.keep) keep(form);
});
document.addEventListener("submit", ({ target }) => {
  delete target.dataset.changed;
  if (target.dataset.keep) sessionStorage.setItem(SENT, name(target));
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  // A question that a part of the form asks by itself does not save the form.
  const form = detail.elt.matches?.("form") && detail.elt;
  if (!form || detail.requestConfig.verb === "get") return;
  if (!detail.successful) { form.dataset.changed = ""; return; }
  delete form.dataset.changed;
  if (form.dataset.keep) drop(form);
});
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-changed]")) event.preventDefault();
});

function keep(form) {
  const values = {};
  for (const field of form.elements) if (kept(field)) values[field.name] = field.value;
  store(form, values);
}

function kept(field) {
  return field.name && !field.matches(SECRET) && (!/checkbox|radio/.test(field.type));
}

function name(form) {
  return PREFIX + location.pathname + "#" + form.dataset.keep;
}

function store(form, values) {
  try { localStorage.setItem(name(form), JSON.stringify({ at: Date.now(), values })); } catch { /* no room: the page itself still holds it */ }
}

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function drop(form) {
  localStorage.removeItem(name(form));
}

function offer(root) {
  const forms = [...(root.matches?.("form[data-keep]") ? [root] : []), ...root.querySelectorAll("form[data-keep]")];
  for (const form of forms) {
    const draft = read(name(form))?.values;
    if (!draft || form.querySelector("[data-draft]")) continue;
    if ([...form.elements].some((field) => kept(field) && differs(field, draft))) show(form, draft);
  }
}

function differs(field, draft) {
  return draft[field.name] !== undefined && draft[field.name] !== "" && draft[field.name] !== field.value;
}

function show(form, draft) {
  const line = document.createElement("div"), words = document.createElement("span");
  line.className = "banner";
  line.dataset.draft = "";
  words.textContent = text("draft");
  line.append(words, button("draft_use", () => { fill(form, draft); line.remove(); }), button("draft_drop", () => { drop(form); line.remove(); }));
  form.prepend(line);
}

function button(words, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "btn", textContent: text(words), onclick: act });
  made.dataset.size = "s";
  return made;
}

function fill(form, draft) {
  for (const field of form.elements)
    if (kept(field) && draft[field.name] !== undefined) {
      field.value = draft[field.name];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
}

// A form sent as a page of its own is saved when the next page is neither its refusal nor the door.
function arrived() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent && !document.querySelector(".door, form[data-keep] :is([aria-invalid=true], [data-first-error])")) localStorage.removeItem(sent);
}

function tidy() {
  for (const key of Object.keys(localStorage))
    if (key.startsWith(PREFIX) && Date.now() - (read(key)?.at || 0) > DAYS * 864e5) localStorage.removeItem(key);
}
