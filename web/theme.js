// A button in the header that goes from light to dark and back, and is remembered.

function dark() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen) return chosen === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

export function themeSwitch() {
  const header = document.querySelector("header.site");
  if (!header) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "theme";
  const say = () => {
    const words = dark() ? "Light page" : "Dark page";
    button.setAttribute("aria-label", words);
    button.title = words;
  };
  button.addEventListener("click", () => {
    const theme = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // it holds for this page
    }
    say();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", say);
  say();
  header.append(button);
}
