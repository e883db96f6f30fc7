import { build, type Plugin } from "vite";

/** Content scripts that the background brings into a page when it needs them; paths in the package, ending in .js there. */
export const ON_DEMAND = [
  "src/content/cj-listing/listing.iife.ts",
  "src/content/cj-drift/drift.iife.ts",
  "src/content/canary/canary.iife.ts",
] as const;

/**
 * Bundles each of them alone, as crxjs does for those of the manifest. Its own `?script` imports would open the files to every
 * web page (docs/adr/0011-code-on-demand.md).
 */
export function onDemand(): Plugin {
  let root = "";
  let define: Record<string, unknown> = {};
  return {
    name: "on-demand-scripts",
    configResolved(config) {
      ({ root } = config);
      define = config.define ?? {};
    },
    async generateBundle() {
      for (const file of ON_DEMAND) {
        const built = await build({
          ...{ root, define, configFile: false, publicDir: false, logLevel: "warn" },
          build: {
            ...{ write: false, target: "chrome123" },
            lib: { entry: `${root}/${file}`, formats: ["iife"], name: "nexusone", fileName: "script" },
          },
        });
        const [script] = [built].flat().flatMap((result) => ("output" in result ? result.output : []));
        if (script?.type !== "chunk") return this.error(`${file} was not built`);
        this.emitFile({ type: "asset", fileName: file.replace(/ts$/, "js"), source: script.code });
      }
    },
  };
}
