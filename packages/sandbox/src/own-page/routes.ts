import type { FastifyInstance } from "fastify";
import { FAULT_KINDS } from "../control-types.ts";
import { findProductOfKind, productView } from "../product-finder.ts";
import { categoryTree } from "../catalogue/taxonomy.ts";
import { categoryPath } from "../catalogue/slug.ts";
import { html, raw, type Markup } from "../shop/html.ts";
import type { World } from "../world.ts";
import { receiversPanel, RECEIVERS_SCRIPT } from "./receivers.ts";
import { OWN_SCRIPT } from "./script.ts";
import { OWN_CSS } from "./style.ts";

const TABS = ["Shop", "Mails", "Clock", "Faults", "Requests", "Receivers"] as const;

/** The sandbox's own page: plain HTML over the control API, refreshed every two seconds. */
export function registerOwnPage(app: FastifyInstance, world: World): void {
  app.get("/sandbox", async (_request, reply) => reply.type("text/html; charset=utf-8").send(ownPage(world)));
}

function ownPage(world: World): string {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>NexusOne sandbox</title>
        <style>
          ${raw(OWN_CSS)}
        </style>
      </head>
      <body>
        <header>
          <h1>Sandbox</h1>
          <p>
            The simulated outside world. Seed <code>${world.catalogue.seed}</code>,
            ${world.catalogue.size.toLocaleString("en")} products, mail at <code>${world.smtpUrl}</code>
          </p>
          <a href="/sandbox/phone">A customer's phone</a>
          <time id="now"></time>
        </header>
        <div role="tablist" aria-label="Sections">
          ${TABS.map((tab, at) => html`<button role="tab" id="tab-${tab}" aria-controls="panel-${tab}" aria-selected="${String(at === 0)}" tabindex="${at === 0 ? 0 : -1}">${tab}<span class="count" id="count-${tab}"></span></button>`)}
        </div>
        <main>
          ${TABS.map((tab, at) => html`<section role="tabpanel" id="panel-${tab}" aria-labelledby="tab-${tab}" ${at === 0 ? "" : raw(" hidden")}>${panels[tab](world)}</section>`)}
        </main>
        <script>
          ${raw(OWN_SCRIPT)};
          ${raw(RECEIVERS_SCRIPT)};
        </script>
      </body>
    </html>`.text;
}

const panels: Record<(typeof TABS)[number], (world: World) => Markup> = {
  Shop: (world) =>
    html`<h2>Products worth a look</h2>
      <ul class="cards">
        ${samples(world)}
      </ul>
      <h2>Pages</h2>
      <ul class="links">
        <li><a href="/">Home</a></li>
        <li><a href="/list/all.html">All products</a></li>
        <li><a href="/search/led+light.html">Search: led light</a></li>
        <li><a href="/?throttled=1">Throttled placeholder page</a></li>
        <li><a href="/myCJ.html">Account page with the API keys</a></li>
      </ul>
      <h2>Categories</h2>
      <ul class="links">
        ${categoryTree.map((first) => html`<li><a href="${categoryPath(first.name, first.id)}">${first.name}</a></li>`)}
      </ul>`,
  Mails: () =>
    html`<div class="bar">
        <h2>Mails</h2>
        <button id="mails-clear">Clear</button>
      </div>
      <div class="split">
        <ol id="mails" class="rows"></ol>
        <div id="mail" class="sheet">
          <p class="hint">Mails, Slack messages and text messages appear here as they are sent.</p>
        </div>
      </div>`,
  Clock: () =>
    html`<h2>Clock</h2>
      <p class="big" id="clock"></p>
      <p class="hint" id="offset"></p>
      <div class="bar start">
        <button data-advance="3600000">Advance 1 hour</button><button data-advance="86400000">Advance 1 day</button
        ><button data-advance="604800000">Advance 1 week</button>
      </div>`,
  Faults: () =>
    html`<h2>Faults</h2>
      <form id="fault-form">
        <label
          >Vendor
          <select name="vendor">
            <option>cj-api</option>
            <option>cj-shop</option>
            <option>cj-image</option>
            <option>mail</option>
            <option>slack</option>
            <option>sms</option>
            <option>webhook</option>
            <option>openai</option>
            <option>whatsapp</option>
            <option>whapi</option>
          </select></label
        ><label>Path <input name="path" placeholder="/product/query" /></label
        ><label
          >Kind
          <select name="kind">
            ${FAULT_KINDS.map((kind) => html`<option>${kind}</option>`)}
          </select></label
        ><label>Delay, ms <input name="delayMs" type="number" min="0" /></label
        ><label>Status <input name="status" type="number" min="200" max="599" /></label
        ><label>Times <input name="times" type="number" min="1" /></label><button class="primary">Add fault</button>
      </form>
      <p id="fault-error" role="alert"></p>
      <ol id="faults" class="rows"></ol>
      <div class="bar start"><button id="faults-clear">Clear all</button></div>`,
  Requests: () =>
    html`<div class="bar">
        <h2>Requests</h2>
        <label
          >Vendor
          <select id="request-vendor">
            <option value="cj-api">cj-api</option>
            <option value="cj-shop">cj-shop</option>
            <option value="cj-image">cj-image</option>
            <option value="webhook">webhook</option>
            <option value="whatsapp">whatsapp</option>
            <option value="whapi">whapi</option>
            <option value="mail">mail</option>
            <option value="slack">slack</option>
            <option value="sms">sms</option>
            <option value="openai">openai</option>
          </select></label
        ><button id="requests-clear">Clear</button>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="Request log">
        <table>
          <thead>
            <tr>
              <th>Time</th>
              <th>HTTP</th>
              <th>Code</th>
              <th>Call</th>
              <th>ms</th>
              <th>Fault</th>
            </tr>
          </thead>
          <tbody id="requests"></tbody>
        </table>
      </div>`,
  Receivers: (world) => receiversPanel(world.url),
};

const SAMPLES = [
  ["color-size", "Many variants"],
  ["single", "One variant"],
  ["dash-values", "Dashes inside values"],
  ["us-stock", "In the US warehouse"],
  ["liquid", "Liquid, few carriers"],
  ["battery", "With battery"],
  ["uuid", "UUID product id"],
  ["unknown-stock", "Stock unknown"],
  ["unpriced-variant", "A variant without price"],
  ["removed", "Removed"],
] as const;

function samples(world: World): Markup[] {
  return SAMPLES.flatMap(([kind, label]) => {
    const index = findProductOfKind(world, kind, 0);
    if (index === undefined) return [];
    const product = productView(world, index);
    return [
      html`<li>
        <a href="${product.path}"
          ><img
            src="${product.imageUrls[0] ?? ""}?x-oss-process=image/resize,w_120"
            alt=""
            width="56"
            height="56"
          /><span><b>${label}</b>${product.name}</span></a
        >
      </li>`,
    ];
  });
}
