import { gzipSync } from "node:zlib";
import { LOCALES } from "@nexusone/contracts/locale";
import type { Plugin } from "vite";
import { CONTENT_SCRIPT } from "./manifest.ts";
import { WORDS } from "./src/content/words.ts";
import type { CardOpening } from "./src/views.ts";

/** What the extension may load into a product page before its card is open, in bytes after gzip (docs/adr/0008). */
export const PAGE_BUDGET = 20_000;

const SCRIPT = CONTENT_SCRIPT.replace(/ts$/, "js");
const STYLES = /card\.css\?inline$/;

/**
 * Fails the build when a product page would load more: the content script, and the answer that brings the card its styles and
 * its words, in the language that has the longest.
 */
export function pageBudget(limit = PAGE_BUDGET): Plugin {
  return {
    name: "page-budget",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const script = bundle[SCRIPT];
        const styles = [...this.getModuleIds()].find((id) => STYLES.test(id));
        const code = styles === undefined ? null : this.getModuleInfo(styles)?.code;
        if (script?.type !== "asset" || !code) return this.error(`${SCRIPT} or card.css was not built`);
        const [scriptBytes, openingBytes] = [zipped(script.source), zippedOpening(cssOf(code))];
        const sum = scriptBytes + openingBytes;
        const said = `${sum} of ${limit} bytes: script ${scriptBytes}, styles and words ${openingBytes}`;
        if (sum > limit) this.error(`a product page would load ${said}. See docs/adr/0008-content-script-build.md`);
        this.info(`a product page loads ${said}`);
      },
    },
  };
}

function zippedOpening(css: string): number {
  const rest = { paired: true, ended: null, place: null, collapsed: false, told: false, check: false };
  const sizes = LOCALES.map((locale) => {
    const value: CardOpening = { ...rest, locale, words: WORDS[locale], css };
    return zipped(JSON.stringify({ ok: true, value }));
  });
  return Math.max(...sizes);
}

/** The text in the module that vite makes of a style sheet imported as text. */
const cssOf = (code: string): string => JSON.parse(code.slice("export default ".length)) as string;

const zipped = (source: string | Uint8Array): number => gzipSync(source, { level: 9 }).byteLength;
