import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-for-testing",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Branded Chrome refuses --load-extension: only Chromium and Chrome for Testing serve. */
export const findChromium = (): string | undefined =>
  [process.env["CHROMIUM"], ...PLACES].find((place) => place !== undefined && existsSync(place));

/** The browser of the tests: where it is, or Debian's own installed now when that is possible. */
export async function requireChromium(): Promise<string | undefined> {
  const found = findChromium();
  if (found) return found;
  const mayInstall = process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!mayInstall) return undefined;
  process.stdout.write("installing chromium with apt\n");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update", "-qq"], { env, stdio: "inherit" });
  spawnSync(
    "apt-get",
    ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation", "fonts-noto-core"],
    { env, stdio: ["ignore", "ignore", "inherit"] },
  );
  return findChromium();
}
