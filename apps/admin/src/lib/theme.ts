import { readChoice, writeChoice } from "./storage.ts";

export type ThemeChoice = "system" | "light" | "dark";

const darkSystem = matchMedia("(prefers-color-scheme: dark)");

export const themeChoice = (): ThemeChoice => {
  const stored = readChoice("theme");
  return stored === "light" || stored === "dark" ? stored : "system";
};

function apply(choice: ThemeChoice): void {
  const dark = choice === "dark" || (choice === "system" && darkSystem.matches);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}

export function setTheme(choice: ThemeChoice): void {
  writeChoice("theme", choice === "system" ? null : choice);
  apply(choice);
}

/** Follows the system while the choice is the system's. `public/theme.js` did the first paint. */
export function followTheme(): void {
  darkSystem.addEventListener("change", () => apply(themeChoice()));
}
