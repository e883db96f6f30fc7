// Runs before the first paint so that a dark screen never flashes white. A file of its own because the page's policy forbids inline scripts.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem("nexusone.theme");
  } catch {
    // Storage can be closed by the browser's settings: then the system's choice holds.
    choice = null;
  }
  var dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
