import { categoryTree } from "../catalogue/taxonomy.ts";
import { categoryPath } from "../catalogue/slug.ts";
import { html, raw, type Markup } from "./html.ts";
import { SHOP_SCRIPT } from "./client-script.ts";
import { SHOP_CSS } from "./style.ts";

export interface PageOptions {
  title: string;
  description?: string;
  dark: boolean;
  main: Markup;
  /** Inline scripts of the page, before the shop's own. */
  scripts?: Markup;
  search?: string;
}

/** The visitor's account, as the real shop exposes it to every script in the page. Reading it is counted. */
const LOGIN = raw(
  `<script>window.loginInfoController={info:function(key){window.__loginInfoReads=(window.__loginInfoReads||0)+1;return{userId:"U100000000000001",token:"USR@CJ1000001@L0@CJ:visitor-secret-never-to-be-read"}[key]}};</script>`,
);

export function page({ title, description, dark, main, scripts, search }: PageOptions): string {
  return html`<!DOCTYPE html>
    <html lang="en" ${dark ? raw(' class="dark"') : ""}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title}</title>
        ${description === undefined ? "" : html`<meta name="description" content="${description}" />`}
        <style>
          ${raw(SHOP_CSS)}
        </style>
        ${LOGIN}
      </head>
      <body>
        <header class="top--q1Wd">
          <div class="wrap--b0Na">
            <a class="logo--Kd3" href="/" aria-label="CJ home"><b>CJ</b><span>dropshipping</span></a>
            <form class="searchBar--p9Yt" role="search" action="/search">
              <input
                name="q"
                aria-label="Search products"
                placeholder="Search products, SKU or keyword"
                value="${search ?? ""}"
              /><button type="submit">Search</button>
            </form>
            <nav class="links--Yy2" aria-label="Account">
              <a href="/list/all.html">All products</a><a href="/myCJ.html">My CJ</a>
            </nav>
          </div>
        </header>
        <nav class="menu--r5Tc" aria-label="Categories">
          <ul class="cate1-group wrap--b0Na">
            ${categoryTree.map(
              (first) =>
                html`<li>
                  <a href="${categoryPath(first.name, first.id)}">${first.name}</a>
                  <ul>
                    ${first.children.map(
                      (second) =>
                        html`<li class="cate2-item">
                          <a href="${categoryPath(second.name, second.id)}">${second.name}</a>
                        </li>`,
                    )}
                  </ul>
                </li>`,
            )}
          </ul>
        </nav>
        <div id="app"><main class="wrap--b0Na">${main}</main></div>
        <footer class="foot--Jm4">
          <div class="wrap--b0Na">
            <p>Simulated shop for trying NexusOne. Nothing here can be bought.</p>
            <p><a href="/sandbox">Sandbox controls</a></p>
          </div>
        </footer>
        ${scripts ?? ""}
        <script>
          ${raw(SHOP_SCRIPT)};
        </script>
      </body>
    </html>`.text;
}
