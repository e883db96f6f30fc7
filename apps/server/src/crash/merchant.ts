import type { ImportPreview, ImportView } from "@nexusone/contracts/imports";
import type { ExtensionTokens, PairingView } from "@nexusone/contracts/extension";
import { DEMO_PASSWORD } from "@nexusone/core/merchants/seed-demo";
import type { Sandbox } from "@nexusone/sandbox/start";
import { send, typeOf, type Answer } from "../testing/call.ts";
import type { Home } from "./program.ts";

/** The demo owner at a program that comes and goes: signed in once, the cookie outlives each crash. */
export class Merchant {
  readonly home: Home;
  readonly sandbox: Sandbox;
  url = "";
  #cookie = "";
  #merchantId = "";
  #nth = 0;

  constructor(home: Home, sandbox: Sandbox) {
    this.home = home;
    this.sandbox = sandbox;
  }

  async signIn(): Promise<void> {
    const answer = await this.ask("identity.signIn", {
      email: "owner@demo.nexusone.test",
      password: DEMO_PASSWORD,
    });
    if (answer.reason) throw new Error(answer.text);
    this.#cookie = /nexusone_session=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1] ?? "";
    const me = answer.value as { memberships: { merchantId: string }[] };
    this.#merchantId = me.memberships[0]?.merchantId ?? "";
    const sql = this.home.connect();
    // CJ's pace is proven elsewhere.
    await sql`update cj_connections set qps_limit = 1000`;
    await sql.end();
  }

  ask(path: string, input: unknown): Promise<Answer> {
    const headers: Record<string, string> = {
      "x-nexus-client": "test",
      ...(this.#cookie ? { cookie: `nexusone_session=${this.#cookie}`, "x-merchant-id": this.#merchantId } : {}),
    };
    const at = `${this.url}/api/trpc/${path}`;
    if (typeOf(path) === "query") return send(`${at}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers });
    headers["content-type"] = "application/json";
    return send(at, { method: "POST", headers, body: JSON.stringify(input) });
  }

  /** The call's value. @throws what it was refused with */
  async get<T>(path: string, input: unknown): Promise<T> {
    const answer = await this.ask(path, input);
    if (answer.reason !== undefined || answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return answer.value as T;
  }

  product = () => this.sandbox.control.products.find("single", this.#nth++);

  async preview(count = 1): Promise<ImportPreview> {
    const items = [];
    for (let index = 0; index < count; index++) items.push({ ref: (await this.product()).pid });
    return this.get<ImportPreview>("imports.preview", { items });
  }

  commit = (previewId: string) => this.get<ImportView>("imports.commit", { previewId, edits: [] });

  pairing = () => this.get<PairingView>("extension.createPairing", { name: "Crash", scopes: ["catalog:read"] });
  pair = (code: string) => this.get<ExtensionTokens>("extension.pair", { code, browser: "Chrome 140" });
  refresh = (refreshToken: string) => this.get<ExtensionTokens>("extension.refresh", { refreshToken });

  async reading() {
    const { pid, name, path } = await this.product();
    const url = `https://cjdropshipping.com${path}`;
    return { pid, name, url, imageUrl: null, minUsd: "1.00", maxUsd: null, variants: [] };
  }
}

/** What must hold after any crash: every broken rule by name. */
export async function brokenRules(home: Home): Promise<string[]> {
  const sql = home.connect();
  try {
    const rows = await sql<{ rule: string }[]>`
      select 'balance is not the sum of its entries' as rule from credit_accounts a
        where balance <> (select coalesce(sum(amount), 0) from credit_entries e where e.merchant_id = a.merchant_id)
      union all select 'reserved is not the sum of open reservations' from credit_accounts a
        where reserved <> (select coalesce(sum(amount), 0) from credit_reservations r where r.merchant_id = a.merchant_id and r.state = 'open')
      union all select 'product_count is not the number of products' from merchant_plans p
        where product_count <> (select count(*) from products x where x.merchant_id = p.merchant_id)
      union all select 'a product without its link' from products p
        where not exists (select from supplier_links l where (l.merchant_id, l.product_id) = (p.merchant_id, p.id))
      union all select 'a product without variants' from products p
        where not exists (select from product_variants v where (v.merchant_id, v.product_id) = (p.merchant_id, p.id))
      union all select 'a product imported twice' from supplier_links group by merchant_id, external_id having count(*) > 1
      union all select 'a log says imported, the product is missing' from import_logs g
        where state = 'imported' and not exists (select from products p where (p.merchant_id, p.id) = (g.merchant_id, g.product_id))
      union all select 'a product without the log of its import' from products p
        where not exists (select from import_logs g where (g.merchant_id, g.product_id) = (p.merchant_id, p.id) and state = 'imported')
      union all select 'an import without exactly one event' from import_logs g
        where state in ('imported', 'undone') and 1 <> (select count(*) from events e
          where e.merchant_id = g.merchant_id and type = 'product.imported' and payload ->> 'importLogId' = g.id::text)
      union all select 'an import paid other than once' from import_logs g
        where state = 'imported' and 1 <> (select count(*) from credit_reservations r
          where r.merchant_id = g.merchant_id and r.purpose = 'import:' || g.id and r.state = 'committed')
      union all select 'a row still queued' from import_logs where state = 'queued'
      union all select 'a draft still waiting' from import_drafts where state = 'waiting'`;
    return rows.map((row) => row.rule);
  } finally {
    await sql.end();
  }
}
