// Words that scripts say; the page brings them in the reader's language.
const words = JSON.parse(document.getElementById("texts")?.textContent || "{}");

export function text(key, values = {}) {
  return (words[key] || key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}
