// The link of the seal says what it shows: the site's name, and that it leads to the first page.
const name = () => {
  const link = document.querySelector(".sidebar-custom-branding");
  const shown = link?.querySelector(".office-brand")?.textContent;
  if (shown && link.getAttribute("aria-label") !== `${shown}，今天要办的`) link.setAttribute("aria-label", `${shown}，今天要办的`);
};

const sidebar = document.getElementById("wagtail-sidebar");
if (sidebar) new MutationObserver(name).observe(sidebar, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
name();
// The three colours of the office are those of paper: there is no dark dress.
document.documentElement.classList.replace("w-theme-system", "w-theme-light");
document.documentElement.dataset.ready = "";
