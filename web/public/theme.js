// Runs before the first paint, so that a dark screen never flashes white.
// A file of its own because the content security policy allows no inline script.
(function () {
  var choice = "auto";
  try {
    choice = localStorage.getItem("plumbline.theme") || "auto";
  } catch (e) {
    // Storage may be forbidden; the system's choice then stands.
  }
  var root = document.documentElement;
  var dark = choice === "dark" || (choice === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  var contrast = choice === "contrast" || (choice === "auto" && matchMedia("(prefers-contrast: more)").matches);
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  if (contrast) root.setAttribute("data-contrast", "more");
})();
