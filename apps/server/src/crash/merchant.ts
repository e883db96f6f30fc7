import type { ImportPreview, ImportView } from "@nexusone/contracts/imports";
import type { ExtensionTokens, PairingView } from "@nexusone/contracts/extension";
import { DEMO_PASSWORD } from "@nexusone/core/merchants/seed-demo";
import type { Sandbox } from "@nexusone/sandbox/start";
import { send, typeOf, type Answer } from "../testing/call.ts";
import type { Home } from "./program.ts";

/** The demo owner at a program that comes and goes: signed in once, the cookie outlives each crash. */
export class Merchant {
  readonly home: Pick<Home, "connect">;
  readonly sandbox: Sandbox;
  url = "";
  /** How long an answer may take: more at a program that does much beside. */
  patienceMs = 20_000;
  #cookie = "";
  #merchantId = "";
  #nth = 0;

  constructor(home: Pick<Home, "connect">, sandbox: Sandbox) {
    this.home = home;
    this.sandbox = sandbox;
  }

  async signIn(email = "owner@demo.nexusone.test"): Promise<void> {
    const answer = await this.ask("identity.signIn", { email, password: DEMO_PASSWORD });
    if (answer.reason) throw new Error(answer.text);
    this.#cookie = /nexusone_session=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1] ?? "";
    const me = answer.value as { memberships: { merchantId: string }[] };
    this.#merchantId = me.memberships[0]?.merchantId ?? "";
    const sql = this.home.connect();
    // CJ's pace is proven elsewhere.
    await sql`update cj_connections set qps_limit = 1000`;
    await sql.end();
  }

  /** Who they are to every program of the installation. */
  get as() {
    return { cookie: this.#cookie, merchantId: this.#merchantId };
  }

  /** With a `bearer` as the paired browser, otherwise as the owner. */
  ask(path: string, input: unknown, bearer?: string): Promise<Answer> {
    const headers: Record<string, string> = bearer
      ? { "x-nexus-client": "test", authorization: `Bearer ${bearer}` }
      : this.headers();
    const at = `${this.url}/api/trpc/${path}`;
    const signal = AbortSignal.timeout(this.patienceMs);
    if (typeOf(path) === "query")
      return send(`${at}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers, signal });
    headers["content-type"] = "application/json";
    return send(at, { method: "POST", headers, body: JSON.stringify(input), signal });
  }

  headers(): Record<string, string> {
    return {
      "x-nexus-client": "test",
      ...(this.#cookie ? { cookie: `nexusone_session=${this.#cookie}`, "x-merchant-id": this.#merchantId } : {}),
    };
  }

  /** The live updates as the admin holds them open; resolves once they flow. */
  listen(): Promise<Response> {
    const at = `${this.url}/api/trpc/events.stream?input=${encodeURIComponent("{}")}`;
    return fetch(at, { headers: { ...this.headers(), accept: "text/event-stream" } });
  }

  /** The call's value. @throws what it was refused with */
  async get<T>(path: string, input: unknown, bearer?: string): Promise<T> {
    const answer = await this.ask(path, input, bearer);
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
