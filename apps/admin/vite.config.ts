import { brotliCompress, constants, gzip } from "node:zlib";
import { promisify } from "node:util";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { offline } from "./vite-offline.ts";

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

/** Schemas belong to forms, which load later: the catalogue must be usable without them (`npm run bench -- admin`). */
const noSchemasAtFirst: Plugin = {
  name: "nexusone:no-schemas-at-first",
  apply: "build",
  generateBundle(_, bundle) {
    const first = new Set(
      Object.keys(bundle).filter((name) => {
        const file = bundle[name];
        return file?.type === "chunk" && file.isEntry;
      }),
    );
    for (const name of first) {
      const chunk = bundle[name];
      if (chunk?.type !== "chunk") continue;
      if (chunk.moduleIds.some((id) => /node_modules\/(?:\.pnpm\/)?zod[/@]/.test(id)))
        this.error(
          `${name} is loaded at once and carries zod: import only types, or constants from a file without schemas`,
        );
      for (const imported of chunk.imports) first.add(imported);
    }
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    tanstackRouter({
      target: "react",
      autoCodeSplitting: true,
      quoteStyle: "double",
      semicolons: true,
      // Generated files are left out by the linter's own settings, and the types of this one are checked.
      routeTreeFileHeader: [],
    }),
    react(),
    tailwindcss(),
    offline(import.meta.dirname),
    precompress,
    noSchemasAtFirst,
  ],
  build: {
    target: "es2023",
    // Nothing inline: the page is served under `script-src 'self'`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Dozens of files of one icon or one cell each would queue behind a browser's six connections, and cost it a step each:
        // what the first screen needs travels as three.
        advancedChunks: {
          groups: [
            {
              name: "base",
              priority: 2,
              test: /node_modules[\\/](?:\.pnpm[\\/])?(?:react|scheduler|lucide-react|@tanstack|@trpc)[\\/+@]|packages[\\/]contracts[\\/]src[\\/](?:formats|money|fraction|locale|margin)\.ts/,
            },
            {
              name: "frame",
              priority: 1,
              test: /packages[\\/]ui[\\/]src[\\/](?:amounts|badge|cx|field|margin-bar|margin-lines|menu|table|toast|toggle)\.tsx?$|admin[\\/]src[\\/](?:app[\\/]shell[\\/](?!palette\.tsx)|lib[\\/](?:live|shop))|node_modules[\\/](?:\.pnpm[\\/])?(?:@radix-ui|radix-ui|@floating-ui|react-remove-scroll|react-style-singleton|use-sidecar|use-callback-ref|aria-hidden|get-nonce|tslib)[\\/+@]/,
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
