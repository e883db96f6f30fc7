import type { World } from "../world.ts";

export const DEMO_PASSWORD = "nexusone-demo";

/** A signed-in person over HTTP: for setting a scene and for asking the server what really happened. */
export type Person = {
  readonly merchantId: string;
  readonly slug: string;
  /** The session's cookie, as browsers send it. */
  readonly cookie: string;
  readonly query: <Answer>(path: string, input?: unknown) => Promise<Answer>;
  readonly mutate: <Answer>(path: string, input?: unknown) => Promise<Answer>;
};

type Me = { memberships: { merchantId: string; slug: string }[] };

/** What a person's browser says of itself: it is shown among their sign-ins. */
const BROWSER =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/** One mutation of nobody in particular, or of whoever the headers name. */
export async function call<Answer>(
  { serverUrl }: Pick<World, "serverUrl">,
  path: string,
  input: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${serverUrl}/api/trpc/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-nexus-client": "admin", "user-agent": BROWSER, ...headers },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  // The cast rests on the router's own output schemas.
  return ((await response.json()) as { result: { data: Answer } }).result.data;
}

export async function signInByApi(
  world: World,
  email = "owner@demo.nexusone.test",
  password = DEMO_PASSWORD,
): Promise<Person> {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "x-nexus-client": "admin",
    "user-agent": BROWSER,
  };
  // The casts rest on the router's own output schemas.
  async function ask<Answer>(method: "GET" | "POST", path: string, input: unknown): Promise<Answer> {
    const query = method === "GET" && input !== undefined ? `?input=${encodeURIComponent(JSON.stringify(input))}` : "";
    const response = await fetch(`${world.serverUrl}/api/trpc/${path}${query}`, {
      method,
      headers,
      ...(method === "POST" && { body: JSON.stringify(input ?? {}) }),
    });
    const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
    if (cookie) headers["cookie"] = cookie;
    const body = (await response.json()) as { result?: { data: Answer }; error?: { data: { reason: string } } };
    if (!body.result) throw new Error(`${path}: ${body.error?.data.reason ?? response.status}`);
    return body.result.data;
  }
  await ask("POST", "identity.signIn", { email, password });
  const membership = (await ask<Me>("GET", "identity.me", undefined)).memberships[0];
  if (membership) headers["x-merchant-id"] = membership.merchantId;
  return {
    merchantId: membership?.merchantId ?? "",
    slug: membership?.slug ?? "",
    cookie: headers["cookie"] ?? "",
    query: (path, input) => ask("GET", path, input),
    mutate: (path, input) => ask("POST", path, input),
  };
}

export type ListedProduct = {
  id: string;
  name: string;
  costMinUsd: string | null;
  [field: string]: unknown;
};

/** The product in the merchant's catalogue by CJ's id; undefined when it is not there. */
export async function findImported(person: Person, name: string): Promise<ListedProduct | undefined> {
  const page = await person.query<{ items: ListedProduct[] }>("catalog.listProducts", { q: name, limit: 50 });
  return page.items.find((item) => item.name === name);
}

export const newPairingCode = async (person: Person, name = "Laptop"): Promise<string> =>
  (await person.mutate<{ pairingCode: string }>("extension.createPairing", { name })).pairingCode;
