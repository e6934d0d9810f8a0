// Loads a video's player in place when somebody chooses to watch. Until then nothing is asked of
// its provider; without script the link leads to the provider's own page.

for (const link of document.querySelectorAll("a[data-wc-video]")) {
  link.lastElementChild.textContent = link.dataset.wcVideoLabel;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.className = "wc-video__frame";
    frame.src = link.dataset.wcVideo;
    frame.title = link.dataset.wcVideoTitle;
    frame.allow = "fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    link.parentElement.replaceWith(frame);
    frame.focus();
  });
}
