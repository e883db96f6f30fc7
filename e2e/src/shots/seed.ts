import { createSandboxControl } from "@nexusone/sandbox/control";
import { importAll } from "../support/admin.ts";
import { findImported, newPairingCode, signInByApi, type Person } from "../support/api.ts";
import type { World } from "../world.ts";

export type Seeded = {
  readonly people: { readonly much: Person; readonly little: Person; readonly empty: Person; readonly support: Person };
  /** A product with variants of two options. */
  readonly productId: string;
  readonly importId: string;
  /** CJ products that are not imported, and one that is. */
  readonly newPids: readonly string[];
  readonly oldPid: string;
};

const MANY = 60;
const PASSWORD = "a long demo password";

/** A shop with much, one with little, one with nothing, and a colleague who may only look. */
export async function seedShops(world: World): Promise<Seeded> {
  const sandbox = createSandboxControl(world.sandboxUrl);
  const much = await signInByApi(world);
  const little = await signInByApi(world, "free@demo.nexusone.test");
  const support = await signInByApi(world, "support@demo.nexusone.test");
  await call(world, "identity.signUp", {
    email: "new@example.com",
    password: PASSWORD,
    name: "Imani Okoro",
    merchantName: "Okoro Goods",
    currency: "GBP",
    destinationCountry: "GB",
  });
  const empty = await signInByApi(world, "new@example.com", PASSWORD);

  const products = await Promise.all(
    Array.from({ length: MANY }, (_, at) => sandbox.products.at(at * 7).then((one) => (one.removed ? undefined : one))),
  );
  const pids = products.flatMap((one) => (one ? [one.pid] : []));
  const rich = await sandbox.products.find("color-size", 3);
  const importId = await importAll(much, [rich.pid, ...pids]);
  // The Free plan imports one at a time.
  for (const pid of pids.slice(0, 2)) await importAll(little, [pid]);
  await much.mutate("team.invite", { email: "marta@example.com", role: "product_editor" });
  for (const name of ["Work laptop", "Old desktop"]) {
    const code = await newPairingCode(much, name);
    const { sessionId } = await call<{ sessionId: string }>(world, "extension.pair", {
      code,
      browser: "Chrome 156 on Windows",
    });
    if (name === "Old desktop") await much.mutate("extension.revokeSession", { sessionId });
  }
  const product = await findImported(much, rich.name);
  if (!product) throw new Error(`${rich.name} was not imported`);
  const fresh = await Promise.all([60, 61, 62].map((nth) => sandbox.products.find("color", nth)));
  return {
    people: { much, little, empty, support },
    productId: product.id,
    importId,
    newPids: fresh.map(({ pid }) => pid),
    oldPid: rich.pid,
  };
}

async function call<Answer>(world: World, path: string, input: unknown): Promise<Answer> {
  const response = await fetch(`${world.serverUrl}/api/trpc/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-nexus-client": "admin" },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return ((await response.json()) as { result: { data: Answer } }).result.data;
}
