// The computer knows its time zone; nobody has to choose it on the first day.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const input of document.querySelectorAll("[data-time-zone]")) input.value ||= zone || "";
