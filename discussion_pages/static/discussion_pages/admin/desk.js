// The desk's keys. Each presses a control that stands on the page: without this script nothing is
// missing but the short way. Off switchable (WCAG 2.1.4), and silent while somebody writes.

const desk = document.querySelector("[data-desk]");
const form = desk?.querySelector("[data-desk-form]");
const hint = form?.querySelector("[data-desk-hint]");
const status = desk?.querySelector("[data-desk-status]");
const words = JSON.parse(document.getElementById("desk-words")?.textContent ?? "{}");

// The button that waits for a second key, and whether one has been sent already.
let pending = null;
let isSent = false;

function say(text) {
  // Emptied first: the same words twice would be heard once.
  status.textContent = "";
  window.setTimeout(() => {
    status.textContent = text;
  }, 50);
}

function ask(button, text) {
  pending = button;
  button.setAttribute("data-desk-armed", "");
  hint.textContent = text.replace("%s", button.firstChild.textContent.trim());
  hint.hidden = false;
  hint.scrollIntoView({ block: "nearest" });
  say(hint.textContent);
}

function forget() {
  pending?.removeAttribute("data-desk-armed");
  pending = null;
  if (hint) hint.hidden = true;
}

function send(button) {
  forget();
  // Checks the form first, as a click does: a tick that is missing gets the focus.
  form.requestSubmit(button);
}

function press(control) {
  if (control.hasAttribute("data-desk-reason")) {
    ask(control, words.reason);
  } else if (control.hasAttribute("data-desk-twice")) {
    ask(control, words.twice);
  } else if (control.hasAttribute("data-desk-note")) {
    const note = form.elements.namedItem("note");
    note.closest("details").open = true;
    note.focus();
    say(words.note);
  } else if (control.form === form && form) {
    send(control);
  } else {
    control.click();
  }
}

function keyOf(event) {
  // A French keyboard has its digits behind Shift; their place is the same on all.
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
  if (digit) return digit[1];
  if (event.key === "?" || event.key === "Escape") return event.key;
  return event.shiftKey ? "" : event.key.toLowerCase();
}

function isWriting(target) {
  return target.closest?.(
    "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog, [role=dialog]",
  );
}

function second(key) {
  const button = pending;
  if (key === "Escape") {
    forget();
    say(words.back);
    return true;
  }
  if (button.hasAttribute("data-desk-twice")) {
    if (key !== button.dataset.deskKey) return false;
    send(button);
    return true;
  }
  const pick = form.querySelector(`[data-desk-pick="${CSS.escape(key)}"]`);
  if (!pick) return false;
  pick.checked = true;
  send(button);
  return true;
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (event.defaultPrevented || isSent || isWriting(event.target)) return;
  const key = keyOf(event);
  if (!key) return;
  if (pending && second(key)) {
    event.preventDefault();
    return;
  }
  forget();
  if (key === "?") {
    // Before Wagtail's own list of shortcuts, which does not know these.
    event.preventDefault();
    event.stopImmediatePropagation();
    const keys = document.getElementById("desk-keys");
    keys.scrollIntoView();
    keys.focus();
    return;
  }
  const control = desk.querySelector(`[data-desk-key="${CSS.escape(key)}"]`);
  if (control) {
    event.preventDefault();
    press(control);
  } else if ("arhejku".includes(key)) {
    say(words.nothing);
  }
}

if (desk) {
  if (desk.hasAttribute("data-desk-keys")) {
    window.addEventListener("keydown", onKey, { capture: true });
  }
  desk.dataset.deskReady = "";
  document.addEventListener("submit", () => {
    isSent = true;
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
  const fresh = desk.querySelector("[data-desk-fresh] [data-desk-says]");
  if (fresh) say(fresh.textContent.trim().replace(/\s+/g, " "));
  const all = desk.querySelector("[data-desk-all]");
  if (all) {
    all.closest("label").hidden = false;
    all.addEventListener("change", () => {
      for (const tick of desk.querySelectorAll('input[name="id"]')) tick.checked = all.checked;
    });
  }
}
