// Notifications pushed to this device: asked for on a click only, and told of in words when they cannot be.
import { send } from "ui/server";

const KEPT = "ui.device"; // the session in which the server was last told of this device
const form = document.querySelector("form[data-device]");
const { push, session } = document.body.dataset;

if (form) {
  form.addEventListener("submit", ask);
  show(await state());
}

// The server knows this device by the session that its user is signed in with: a new one is told of.
// A device that was forgotten there, or is another's now, is given up here too.
export async function renew() {
  const found = await subscription();
  if (!found) return localStorage.removeItem(KEPT);
  const answer = await send(`${push}renew/`, values(found)), known = answer.ok && (await answer.json()).known;
  if (known) localStorage.setItem(KEPT, session);
  else if (answer.ok) await giveUp(found);
  return known;
}

async function state() {
  if (!isSecureContext) return "insecure";
  if (!navigator.serviceWorker || !window.PushManager || !window.Notification) return "none";
  if (Notification.permission === "denied") return "refused";
  return await renew() ? "on" : "off";
}

function show(name) {
  for (const part of form.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(name);
}

async function ask(event) {
  event.preventDefault();
  const button = event.submitter;
  button.disabled = true;
  try {
    if (await Notification.requestPermission() === "granted") return await give(form);
    show(Notification.permission === "denied" ? "refused" : "off");
  } catch {
    show("unreachable");
  } finally {
    button.disabled = false;
  }
}

async function give() {
  const { pushManager } = await navigator.serviceWorker.ready;
  await (await pushManager.getSubscription())?.unsubscribe(); // it may be for a former key of the installation
  const found = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.key });
  for (const [name, value] of Object.entries(values(found))) form.elements[name].value = value;
  localStorage.setItem(KEPT, session);
  form.submit();
}

async function subscription() {
  const { pushManager } = await navigator.serviceWorker.ready;
  return pushManager?.getSubscription();
}

async function giveUp(found) {
  localStorage.removeItem(KEPT);
  await found.unsubscribe();
}

function values(found) {
  const { endpoint, keys } = found.toJSON();
  return { endpoint, public: keys.p256dh, secret: keys.auth };
}
