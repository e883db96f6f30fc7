import { createHash } from "node:crypto";
import { inkOn } from "@nexusone/contracts/customer-notice-terms";
import type { Locale } from "@nexusone/contracts/locale";
import type { FastifyReply } from "fastify";
import { html, type Html } from "./docs-html.ts";

/** A page for people without an account: no script, nothing from elsewhere, nothing that a search engine should keep. */
export type PublicPage = {
  readonly locale: Locale;
  readonly title: string;
  readonly shop?: { readonly name: string; readonly accent: string };
  readonly body: Html;
  /** It asks the reader something: its forms go to where it came from. */
  readonly asks?: true;
};

const styleOf = (accent: string): string => `
:root {
  --ink: #1b2130; --soft: #4b5468; --line: #dfe3ea; --page: #f5f6f9; --card: #ffffff; --warn: #fef3c7; --warn-ink: #78350f;
  --accent: ${accent}; --on-accent: ${inkOn(accent)}; color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e7eaf1; --soft: #a6aec0; --line: #2c3342; --page: #12151d; --card: #1a1f2a; --warn: #422006; --warn-ink: #fde68a;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main, .shop { width: 100%; max-width: 34rem; margin: 0 auto; padding: 0 1rem; }
header { background: var(--accent); color: var(--on-accent); }
.shop { display: flex; align-items: center; gap: .75rem; padding-block: .9rem; font-weight: 600; overflow-wrap: anywhere; }
.mark { flex: none; display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: .6rem; background: var(--on-accent); color: var(--accent); }
main { padding-block: 1.5rem 3rem; display: grid; gap: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; text-wrap: balance; }
h2 { font-size: 1rem; margin: 0; }
p { margin: 0; overflow-wrap: anywhere; }
.soft { color: var(--soft); font-size: .9375rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .9rem; padding: 1.1rem; display: grid; gap: .8rem; min-width: 0; }
.lines { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.eta { font-weight: 600; }
.head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1rem; }
.steps { list-style: none; margin: .25rem 0 0; padding: 0; display: grid; grid-template-columns: repeat(4, 1fr); font-size: .8125rem; color: var(--soft); text-align: center; }
.steps li { position: relative; padding-top: 1.6rem; }
.steps li::before { content: ""; position: absolute; top: .25rem; left: 50%; width: .9rem; height: .9rem; margin-left: -.45rem; border-radius: 50%; background: var(--card); border: 2px solid var(--line); z-index: 1; }
.steps li + li::after { content: ""; position: absolute; top: .62rem; right: 50%; width: 100%; height: 2px; background: var(--line); }
.steps .done::before, .steps .now::before { background: var(--ink); border-color: var(--ink); }
.steps .done::after, .steps .now::after { background: var(--ink) !important; }
.steps .now { color: var(--ink); font-weight: 600; }
.news { list-style: none; margin: 0; padding: 0 0 0 1.1rem; border-left: 2px solid var(--line); display: grid; gap: .8rem; }
.news li { position: relative; overflow-wrap: anywhere; }
.news li::before { content: ""; position: absolute; left: -1.5rem; top: .45rem; width: .65rem; height: .65rem; border-radius: 50%; background: var(--line); }
.news li:first-child::before { background: var(--ink); }
.warn { background: var(--warn); color: var(--warn-ink); border-radius: .6rem; padding: .7rem .9rem; }
form { display: grid; gap: .8rem; }
label { display: grid; gap: .35rem; font-weight: 600; }
textarea, input { width: 100%; font: inherit; font-weight: 400; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: .6rem; padding: .7rem; }
button { font: inherit; font-weight: 600; border: 0; border-radius: .6rem; min-height: 3rem; padding: .7rem 1rem; background: var(--accent); color: var(--on-accent); cursor: pointer; }
input::file-selector-button { font: inherit; font-weight: 600; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .45rem; min-height: 2.5rem; padding: .4rem .8rem; margin-inline-end: .7rem; cursor: pointer; }
.button.second, button.second { background: transparent; color: inherit; border: 1px solid var(--line); }
textarea:focus-visible, input:focus-visible, button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
ul { margin: 0; padding-left: 1.2rem; }
address { font-style: normal; white-space: pre-line; overflow-wrap: anywhere; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem; }
.two .button { display: grid; place-items: center; justify-self: stretch; min-height: 3rem; text-align: center; }
.button { display: inline-block; justify-self: start; padding: .7rem 1rem; border-radius: .6rem; background: var(--accent); color: var(--on-accent); text-decoration: none; font-weight: 600; }
a:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;
const PLAIN = "#1b2130";

export function sendPublicPage(reply: FastifyReply, { locale, title, shop, body, asks }: PublicPage): FastifyReply {
  const style = styleOf(shop?.accent ?? PLAIN);
  // The policy names the style by the hash of exactly what stands between its tags.
  const page = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${{ markup: `<style>${style}</style>` }}
      </head>
      <body>
        ${
          shop &&
          html`<header>
            <div class="shop"><span class="mark" aria-hidden="true">${initialOf(shop.name)}</span>${shop.name}</div>
          </header>`
        }
        <main>${body}</main>
      </body>
    </html>`.markup;
  const hash = createHash("sha256").update(style).digest("base64");
  return reply
    .headers({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action ${asks ? "'self'" : "'none'"}; frame-ancestors 'none'`,
      "x-robots-tag": "noindex, nofollow",
      vary: "accept-language",
    })
    .send(page);
}

const initialOf = (name: string): string => [...name.trim()][0]?.toUpperCase() ?? "";
