// Unfolds the other replies of a thread in place. Without script, or on failure, the link leads there.

// The browser itself makes a document of the answer: so no string becomes markup here, and the page
// can forbid that to all scripts (Trusted Types).
const load = (address) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => (request.status === 200 && request.response ? resolve(request.response) : reject(request.status));
    request.onerror = reject;
    request.send();
  });

const unfold = async (link) => {
  const page = await load(link.href);
  const all = page.querySelector(".wc-replies");
  if (!all || page.querySelector(".wc-pager")) throw new Error("more than one page");
  const thread = link.closest("li");
  const known = thread.querySelector(".wc-replies");
  const old = new Set([...thread.querySelectorAll(".wc-comment")].map((comment) => comment.id));
  const replies = document.importNode(all, true);
  if (known) known.replaceWith(replies);
  else link.parentElement.before(replies);
  link.parentElement.remove();
  const first = [...replies.querySelectorAll(".wc-comment")].find((comment) => !old.has(comment.id));
  if (first) {
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }
};

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-wc-more]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  link.setAttribute("aria-busy", "true");
  try {
    await unfold(link);
  } catch {
    window.location.assign(link.href);
  }
});
