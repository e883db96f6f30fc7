import { crx } from "@crxjs/vite-plugin";
import { defineConfig } from "vite";
import { manifest } from "./manifest.ts";
import { onDemand } from "./on-demand.ts";
import { pageBudget } from "./page-budget.ts";
import packageJson from "./package.json" with { type: "json" };
import { defines, readTarget } from "./targets.ts";

// Whoever builds, a test runner or a shell with an environment of its own, builds what ships: no development aids.
process.env["NODE_ENV"] = "production";

const target = readTarget(process.env);

/** `dist` for development, `dist-store` for the store; `dist-gallery` holds the pictures' page and is never shipped. */
const OUT = { development: "dist", store: "dist-store", gallery: "dist-gallery" } as const;

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  define: defines(target),
  publicDir: target.name === "gallery" ? false : "public",
  plugins:
    target.name === "gallery"
      ? []
      : [crx({ manifest: manifest(target, packageJson.version) }), onDemand(), pageBudget()],
  build: {
    outDir: OUT[target.name],
    emptyOutDir: true,
    target: "chrome123",
    modulePreload: false,
    ...(target.name === "gallery" && { rolldownOptions: { input: "src/gallery/gallery.html" } }),
  },
  server: { cors: { origin: [/^chrome-extension:\/\//] } },
});
