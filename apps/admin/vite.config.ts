import { brotliCompress, constants, gzip } from "node:zlib";
import { promisify } from "node:util";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const server = `http://127.0.0.1:${process.env["PORT"] ?? "3000"}`;

const squeeze = { br: promisify(brotliCompress), gz: promisify(gzip) };

/** Writes each text file compressed beside itself: the server sends those and compresses nothing at run time. */
const precompress: Plugin = {
  name: "nexusone:precompress",
  apply: "build",
  async writeBundle({ dir }) {
    if (!dir) return;
    const names = await readdir(dir, { recursive: true });
    const texts = names.filter((name) => /\.(js|css|html|svg|json)$/.test(name)).map((name) => join(dir, name));
    for (const path of texts) {
      const bytes = await readFile(path);
      await writeFile(`${path}.gz`, await squeeze.gz(bytes, { level: 9 }));
      await writeFile(`${path}.br`, await squeeze.br(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    }
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    tanstackRouter({ target: "react", autoCodeSplitting: true, quoteStyle: "double", semicolons: true }),
    react(),
    tailwindcss(),
    precompress,
  ],
  build: {
    target: "es2023",
    // Nothing inline: the page is served under `script-src 'self'`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Dozens of files of one icon each would queue behind a browser's six connections: what the first screen shares travels as one.
        advancedChunks: {
          groups: [
            {
              name: "base",
              test: /node_modules[\\/](?:\.pnpm[\\/])?(?:react|scheduler|lucide-react|@tanstack|@trpc)[\\/+@]|packages[\\/]contracts[\\/]src[\\/](?:money|fraction|locale|margin)\.ts/,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(["/trpc", "/api", "/media", "/healthz"].map((path) => [path, server])),
  },
});
