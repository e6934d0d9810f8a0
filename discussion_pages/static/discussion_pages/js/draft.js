// Keeps an unsent comment while its tab lives, so that a reload or a wrong click loses nothing.

for (const form of document.querySelectorAll("[data-wc-composer]")) {
  const area = form.querySelector("textarea");
  const key = `wc-draft:${form.action}`;
  let store;
  try {
    store = window.sessionStorage;
    if (store.getItem(`${key}:sent`) && !area.value) store.removeItem(key);
    store.removeItem(`${key}:sent`);
  } catch {
    continue; // Storage is switched off: nothing to keep, nothing lost.
  }
  if (!area.value) {
    area.value = store.getItem(key) ?? "";
    if (area.value) area.dispatchEvent(new Event("input"));
  }
  const keep = (name, value) => {
    try {
      store.setItem(name, value);
    } catch {
      // Storage is full: the form itself still holds the words.
    }
  };
  area.addEventListener("input", () => keep(key, area.value));
  form.addEventListener("submit", () => keep(`${key}:sent`, "1"));
}
