// Says how many characters are left while somebody writes. Its words come from the form.

for (const form of document.querySelectorAll("[data-wc-left]")) {
  const area = form.querySelector("textarea[data-max-length]");
  if (!area) continue;
  const max = Number(area.dataset.maxLength);
  const shown = document.createElement("p");
  shown.className = "wc-count";
  const spoken = document.createElement("p");
  spoken.className = "wc-hidden";
  spoken.setAttribute("role", "status");
  area.after(shown, spoken);

  let pause;
  const update = () => {
    // The server counts characters, not UTF-16 units, and one for each line end.
    const left = max - [...area.value].length;
    const words = left < 0 ? form.dataset.wcOver : form.dataset.wcLeft;
    shown.textContent = words.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
    shown.classList.toggle("wc-count--over", left < 0);
    clearTimeout(pause);
    if (left <= 200) pause = setTimeout(() => (spoken.textContent = shown.textContent), 1000);
  };
  area.addEventListener("input", update);
  update();
}
