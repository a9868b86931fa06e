// News pushed by the server: each becomes an event on the body that parts of the page listen to.
const address = document.body.dataset.live;

if (address && window.EventSource) {
  const source = new EventSource(address, { withCredentials: true });
  source.addEventListener("message", ({ data }) => {
    const { event, ...detail } = JSON.parse(data);
    document.body.dispatchEvent(new CustomEvent(event, { detail, bubbles: true }));
  });
  addEventListener("pagehide", () => source.close());
}
// The bell's figure.
document.body.addEventListener("unread", ({ detail }) => {
  const figure = document.getElementById("unread");
  if (!figure) return;
  figure.textContent = detail.count;
  figure.hidden = !detail.count;
});
