import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createMerchant } from "@nexusone/testing/merchants";
import { openApiTypes, type OpenAPI3 } from "@nexusone/testing/openapi-types";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connected, member, newApiKey, nextPid, type Shop } from "../isolation/world.ts";
import { send } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const run = promisify(execFile);
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
// Inside the package, so that the program finds `openapi-fetch`; not in node_modules, where Node strips no types.
const cache = fileURLToPath(new URL("../../dist/", import.meta.url));

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, "openapi-client-"));
  const document = (await send(`${server.url}/api/openapi.json`)).value as OpenAPI3;
  await writeFile(join(folder, "schema.ts"), await openApiTypes(document));
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        target: "es2023",
        lib: ["es2023", "dom"],
        module: "nodenext",
        allowImportingTsExtensions: true,
        exactOptionalPropertyTypes: true,
        types: [],
      },
      include: ["*.ts"],
    }),
  );
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What an integrator writes. */
const PROGRAM = `
import createClient from "openapi-fetch";
import type { paths } from "./schema.ts";
declare const process: { argv: string[] };
const [, , baseUrl = "", key = "", pid = ""] = process.argv;
const client = createClient<paths>({ baseUrl, headers: { "x-api-key": key } });

const imported = await client.POST("/api/cj/import-products", { body: { product_ids: [pid], tags: ["typed"] } });
const state: "queued" | "imported" | "failed" | "undone" | undefined = imported.data?.import?.rows[0]?.state;
const list = await client.GET("/api/dropshipping/products", { params: { query: { tag: "typed", limit: 5 } } });
const [product] = list.data?.items ?? [];
const id: string = product?.id ?? "";
const changed = await client.PATCH("/api/dropshipping/products/{id}", {
  params: { path: { id } },
  body: { name: "Typed lamp", status: "inactive" },
});
const version: number | undefined = changed.data?.version;
const missing = await client.PATCH("/rest/v1/products/{id}", {
  params: { path: { id: "0198c0de-7a11-7000-8000-000000000001" } },
  body: { name: "x" },
});
// A refusal is typed too: its code is one of those the document lists.
const conflict: boolean = missing.error?.error.reason === "catalog.product_not_found";
const limits = await client.GET("/api/limits");

console.log(JSON.stringify({
  state, id, name: changed.data?.name, status: changed.data?.status, version, conflict,
  missing: missing.response.status, plan: limits.data?.plan, used: limits.data?.limits[0]?.used,
  left: list.response.headers.get("ratelimit-remaining"),
}));
`;

/** What an integrator might write by mistake: each call stands on a line of its own, and none of them compiles. */
const MISTAKES = {
  "a status that does not exist": `client.GET("/api/dropshipping/products", { params: { query: { status: "sold" } } })`,
  "a path that does not exist": `client.GET("/api/dropshipping/lamps")`,
  "no place in the path": `client.PATCH("/api/dropshipping/products/{id}", { body: { name: "x" } })`,
  "a number for a name": `client.PATCH("/api/dropshipping/products/{id}", { params: { path: { id: "1" } }, body: { name: 7 } })`,
  "a code that does not exist": `client.GET("/api/limits").then(({ error }) => error?.error.reason === "catalog.no_such_reason")`,
};
const MISTAKEN = `import createClient from "openapi-fetch"; import type { paths } from "./schema.ts"; const client = createClient<paths>();
${Object.values(MISTAKES)
  .map((call) => `void (() => ${call});`)
  .join("\n")}
`;

it("[DOC-01] [AUT-09] a client generated from the document compiles and makes typed calls", async () => {
  const { id: merchantId } = await createMerchant(server.platform.db, { isDemo: true });
  const owner = await member(server, merchantId, "owner");
  const { apiKey } = await server.sandbox.control.accounts.create({ level: 5, points: 1_000_000 });
  await connected({ merchantId, staff: { owner }, apiKey } as unknown as Shop);
  await writeFile(join(folder, "program.ts"), PROGRAM);
  await writeFile(join(folder, "mistaken.ts"), MISTAKEN);
  const { stdout: problems } = await run(process.execPath, [tsc, "-p", folder, "--pretty", "false"]).catch(
    (refused: { stdout: string }) => refused,
  );
  const places = [...problems.matchAll(/^(\S+\.ts)\((\d+),/gm)].map(
    ([, file, line]) => `${basename(file ?? "")}:${line}`,
  );
  // Line 1 makes the client.
  expect(new Set(places), problems).toEqual(
    new Set(Object.keys(MISTAKES).map((_mistake, nth) => `mistaken.ts:${nth + 2}`)),
  );

  const { key } = await newApiKey(owner, ["catalog:read", "catalog:import", "catalog:edit", "settings:read"]);
  const { stdout } = await run(process.execPath, [join(folder, "program.ts"), server.url, key, await nextPid(server)]);
  expect(JSON.parse(stdout)).toEqual({
    state: "imported",
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: "Typed lamp",
    status: "inactive",
    version: expect.any(Number),
    conflict: true,
    missing: 404,
    plan: "premium",
    used: 5,
    left: expect.stringMatching(/^\d+$/),
  });
});
