// Before anything is painted: the theme that was chosen last, and a word that scripts run.
const root = document.documentElement;
root.classList.add("js");
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
} catch {
  // no storage: the system's theme
}
