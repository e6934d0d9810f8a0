// Adds a button that copies the lines above it, where the browser has a clipboard.

if (navigator.clipboard) {
  for (const place of document.querySelectorAll("[data-wc-copy-text]")) {
    const button = document.createElement("button");
    const said = document.createElement("span");
    button.type = "button";
    button.className = "wc-button wc-button--quiet";
    button.textContent = place.dataset.wcCopyLabel;
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(place.querySelector("code").textContent);
      said.textContent = place.dataset.wcCopyText;
      setTimeout(() => (said.textContent = ""), 4000);
    });
    place.append(button, said);
  }
}
