import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

/** Writes the service worker (`service-worker.js`) with the list of all files that this build consists of. */
export function offline(root: string): Plugin {
  const folder = join(root, "public");
  return {
    name: "nexusone:offline",
    apply: "build",
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const entries = await readdir(folder, { recursive: true, withFileTypes: true });
        const fixed = entries
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll("\\", "/"));
        const built = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
        const files = [...fixed, ...built.map((name) => `/${name}`)].sort();
        // Built files are named by their content; of the others the content itself counts.
        const hash = createHash("sha256").update(files.join("\n"));
        for (const path of [join(root, "index.html"), ...fixed.sort().map((name) => join(folder, name))])
          hash.update(await readFile(path));
        const worker = await readFile(join(root, "service-worker.js"), "utf8");
        this.emitFile({
          type: "asset",
          fileName: "sw.js",
          source: worker
            .replace("__VERSION__", `build-${hash.digest("hex").slice(0, 16)}`)
            .replace("/* __FILES__ */", files.map((file) => JSON.stringify(file)).join(", ")),
        });
      },
    },
  };
}
