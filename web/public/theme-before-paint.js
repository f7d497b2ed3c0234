// Sets the colour theme before the first paint, so a dark screen never flashes white. A file of its own: the page forbids inline scripts.
try {
  var choice = JSON.parse(localStorage.getItem("trellis.theme"));
  var system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  var shown = choice === "light" || choice === "dark" ? choice : system;
  document.documentElement.dataset.theme = choice === "light" || choice === "dark" ? choice : "system";
  document.documentElement.toggleAttribute("data-dark", shown === "dark");
} catch {
  // No storage: the light theme stands until the screens load.
}
