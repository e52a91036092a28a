// How the reader reads is put in place before the page is drawn. It is kept in this browser only.
(() => {
  const root = document.documentElement;
  try {
    const kept = JSON.parse(localStorage.getItem("gongkai-reading") || "{}");
    if (kept.size) root.dataset.size = kept.size;
    if (kept.contrast) root.dataset.contrast = "";
    if (kept.elder) root.dataset.elder = "";
  } catch {
    // A browser that keeps nothing shows the page as it is.
  }
})();
