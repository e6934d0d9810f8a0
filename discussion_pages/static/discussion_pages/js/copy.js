// Copies a comment's permanent link and says so. Without the clipboard the link is simply followed.

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-wc-copy]");
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    window.location.assign(link.href);
    return;
  }
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "wc-comment__copied";
  link.after(said);
  said.textContent = link.dataset.wcCopy;
  setTimeout(() => said.remove(), 3000);
});
