import type { OpenApiDocument } from "@nexusone/api/rest/openapi/document";
import { errorStatuses, reasonsByStatus } from "@nexusone/api/rest/openapi/responses";
import { explain } from "@nexusone/contracts/reasons";
import { MERCHANT_LIMITS, PLAN_LIMITS } from "@nexusone/contracts/limits";
import { PLANS } from "@nexusone/contracts/plans";
import { html, prose, type Html } from "./docs-html.ts";
import { operationSection, table } from "./docs-operation.ts";
import { DOCS_STYLE } from "./docs-style.ts";

type Entry = { readonly method: string; readonly path: string; readonly operation: Operation };
type Operation = OpenApiDocument["paths"][string][string];

/** The documentation as one page: no script, nothing from elsewhere, light and dark as the reader's system is. */
export function docsPage(document: OpenApiDocument): string {
  const url = document.servers[0]?.url ?? "";
  const entries: Entry[] = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const features = document.tags.map((tag) => ({
    ...tag,
    entries: entries.filter(({ operation }) => operation.tags.includes(tag.name)),
  }));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>NexusOne API</title>
        <style>
          ${{ markup: DOCS_STYLE }}
        </style>
      </head>
      <body>
        <a class="skip" href="#start">Skip to the text</a>
        <header>
          <strong>NexusOne API</strong>
          <a href="/api/openapi.json">openapi.json</a>
          <a href="/settings/api">Your API keys</a>
        </header>
        <div class="columns">
          <nav aria-label="Contents">${contents(features)}</nav>
          <main id="start">
            ${start(document, url)} ${limits()}
            ${features.map(
              ({ name, description, entries: list }) =>
                html`<section id="feature-${name}">
                  <h2>${description}</h2>
                  ${list.map(({ method, path, operation }) => operationSection(url, method, path, operation))}
                </section>`,
            )}
            ${reasons()}
          </main>
        </div>
      </body>
    </html>`.markup;
}

function contents(features: readonly { name: string; description: string; entries: readonly Entry[] }[]): Html {
  return html`<ul>
    <li><a href="#start">Getting in</a></li>
    <li><a href="#limits">Limits</a></li>
    ${features.map(
      ({ name, description, entries }) =>
        html`<li>
          <a href="#feature-${name}">${description}</a>
          <ul>
            ${entries.map(
              ({ method, path, operation }) =>
                html`<li>
                  <a href="#${operation.operationId}"
                    ><span class="method ${method}">${method.toUpperCase()}</span> ${path}</a
                  >
                </li>`,
            )}
          </ul>
        </li>`,
    )}
    <li><a href="#reasons">Reason codes</a></li>
  </ul>`;
}

function start({ info }: OpenApiDocument, url: string): Html {
  const [first = "", ...rest] = info.description.split("\n\n");
  const call = `curl '${url}/api/limits' \\\n  -H 'Authorization: Bearer nx_…'`;
  const page = `curl '${url}/api/dropshipping/products?limit=20&cursor=NEXT_CURSOR' \\\n  -H 'X-API-Key: nx_…'`;
  return html`<h1>REST API</h1>
    <p>${prose(first)}</p>
    <pre tabindex="0"><code>${call}</code></pre>
    <p>
      An access token of a person works in the same place; a cookie does not. A key has what its scopes and its
      creator's present role both allow.
    </p>
    ${rest.filter((text) => !text.startsWith("Limits")).map((text) => html`<p>${prose(text)}</p>`)}
    <pre tabindex="0"><code>${page}</code></pre>`;
}

function limits(): Html {
  const row = (name: string, use: (plan: (typeof PLANS)[number]) => number) =>
    html`<tr>
      <th scope="row">${name}</th>
      ${PLANS.map((plan) => html`<td>${use(plan).toLocaleString("en")}</td>`)}
    </tr>`;
  return html`<section id="limits">
    <h2>Limits</h2>
    <p>
      ${prose(
        "Every answer says in `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` how the tightest of your limits stands. Past it the answer is 429 with `Retry-After` in seconds. `GET /api/limits` lists them all.",
      )}
    </p>
    ${table(
      "Requests by plan",
      ["Requests", ...PLANS.map((plan) => plan[0]?.toUpperCase() + plan.slice(1))],
      [
        row("Your programs, in 15 minutes", (plan) => PLAN_LIMITS[plan].general.max),
        row("of these heavy, in 1 minute", (plan) => PLAN_LIMITS[plan].heavy.max),
        row("All programs of a merchant, in 15 minutes", (plan) => MERCHANT_LIMITS[plan].general.max),
        row("of these heavy, in 1 minute", (plan) => MERCHANT_LIMITS[plan].heavy.max),
      ],
    )}
  </section>`;
}

function reasons(): Html {
  return html`<section id="reasons">
    <h2>Reason codes</h2>
    <p>
      Every refusal carries one. The sentence comes in English or French, as Accept-Language asks; the code never
      changes.
    </p>
    ${errorStatuses.map(
      (status) =>
        html`<h3>${status}</h3>
          ${table(
            `Reasons of ${status}`,
            ["Code", "What it says", "What helps"],
            (reasonsByStatus.get(status) ?? []).map((code) => {
              const { sentence, remedy } = explain(code, "en");
              return html`<tr>
                <td><code>${code}</code></td>
                <td>${sentence}</td>
                <td>${remedy.label}</td>
              </tr>`;
            }),
          )}`,
    )}
  </section>`;
}
