import { restProcedures, doorsOf } from "@nexusone/api/rest/procedures";
import type { OpenApiDocument } from "@nexusone/api/rest/openapi/document";
import { camelKeys, toRestName } from "@nexusone/api/rest/names";
import { REASONS } from "@nexusone/contracts/reasons";
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { fixtures, type Fixture } from "../isolation/fixtures.ts";
import { buildWorld, forgetLimits, newApiKey, type World } from "../isolation/world.ts";
import { restDoorsOf, send, typeOf } from "../testing/call.ts";

let world: World;
let document: OpenApiDocument;
beforeAll(async () => {
  world = await buildWorld();
  const answer = await send(`${world.server.url}/api/openapi.json`);
  expect(answer.headers.get("content-type")).toContain("application/json");
  document = answer.value as OpenApiDocument;
});
afterAll(() => world.server.stop());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
type Content = { content: { "application/json": { schema: object; example: unknown } } };
const answerOf = (responses: Readonly<Record<string, object>>) => Object.values(responses)[0] as Content;
const fromDocument = (schema: object) => z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
const doors = restProcedures().flatMap((procedure) => doorsOf(procedure.route).map((door) => ({ ...door, procedure })));

describe("/api/openapi.json", () => {
  it("[DOC-01] is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(document) as unknown as Record<string, unknown>);
    expect(result.errors ?? []).toEqual([]);
    expect([result.valid, validator.version, document.openapi]).toEqual([true, "3.1", "3.1.0"]);
    const broken = structuredClone(document) as unknown as { paths: Record<string, Record<string, object>> };
    broken.paths["/api/limits"] = { get: { responses: "none" } };
    expect((await new Validator().validate(broken as unknown as Record<string, unknown>)).valid).toBe(false);
  });

  it("[DOC-01] tells of every REST door and of no other", () => {
    const told = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    const real = doors.map(({ method, path }) => `${method} ${path.replace(/\w+(?=\})/g, toRestName)}`);
    expect(told.sort()).toEqual(real.sort());
    expect(new Set(operations().map(({ operation }) => operation.operationId)).size).toBe(told.length);
  });

  it("[DOC-01] [AUT-09] names for each door the scope that its verb asks for", () => {
    const wrong = restProcedures().flatMap(({ path, route, auth }) => {
      const fixture = (fixtures as Record<string, Fixture>)[path];
      const asked = fixture?.kind === "merchant" ? fixture.permission : undefined;
      return auth !== "merchant" || route.permission === asked ? [] : [`${path}: ${route.permission} is not ${asked}`];
    });
    expect(wrong).toEqual([]);
  });

  it("[DOC-01] speaks snake_case, and lists every reason once under its status", () => {
    const names = new Set<string>();
    const collect = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if (key === "properties") Object.keys(inner as object).forEach((name) => names.add(name));
        collect(inner);
      }
    };
    collect(document.paths);
    operations().forEach(({ operation }) => operation.parameters.forEach(({ name }) => names.add(name)));
    expect([...names].filter((name) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))).toEqual([]);
    const listed =
      JSON.stringify(document.components["responses"])
        .match(/"enum":\[[^\]]+\]/g)
        ?.join("") ?? "";
    const codes = [...listed.matchAll(/"([a-z_]+\.[a-z_]+)"/g)].map(([, code]) => code);
    expect(codes.sort()).toEqual(Object.keys(REASONS).sort());
  });

  it("[DOC-01] shows examples that fit: bodies as the door takes them, answers as it gives them", () => {
    for (const { method, path, operation } of operations()) {
      const answer = answerOf(operation.responses).content["application/json"];
      expect(fromDocument(answer.schema).safeParse(answer.example).error, `${method} ${path}`).toBeUndefined();
      const body = operation.requestBody?.content["application/json"];
      if (!body) continue;
      const door = doors.find((one) => one.path === path.replace(/_(\w)(?=\w*\})/g, (_, l: string) => l.toUpperCase()));
      const places = Object.fromEntries(operation.parameters.map(({ name }) => [name, crypto.randomUUID()]));
      const input = camelKeys({ ...places, ...(body.example as object) });
      expect(door?.procedure.input.safeParse(input).error, `${method} ${path}`).toBeUndefined();
    }
  });

  it("[DOC-01] describes what really comes back, from every door that reads", async () => {
    const { a, server } = world;
    const { key } = await newApiKey(a.staff.owner);
    let answered = 0;
    for (const { path } of restProcedures().filter((one) => typeOf(one.path) === "query")) {
      const fixture = (fixtures as Record<string, Fixture>)[path];
      if (fixture?.kind !== "merchant") continue;
      await forgetLimits(world);
      const input = await fixture.input(world, a, a.staff.owner);
      for (const door of restDoorsOf(path)) {
        const answer = await door.call(server.url, input, { apiKey: key });
        expect(answer.status, answer.text).toBe(200);
        const [method = "", at = ""] = door.label.split(" ");
        const operation = document.paths[at.replace(/\w+(?=\})/g, toRestName)]?.[method.toLowerCase()];
        const schema = fromDocument(answerOf(operation?.responses ?? {}).content["application/json"].schema);
        expect(schema.safeParse(answer.value).error, door.label).toBeUndefined();
        answered += 1;
      }
    }
    expect(answered).toBeGreaterThan(5);
  });
});

describe("/api/docs", () => {
  it("[DOC-01] [UIX-06] is a page of our own: every operation, every reason, no script and nothing from elsewhere", async () => {
    const { headers, text } = await send(`${world.server.url}/api/docs`);
    expect(headers.get("content-type")).toContain("text/html");
    expect(headers.get("content-security-policy")).toContain("script-src 'self'");
    for (const { operation } of operations()) expect(text).toContain(`id="${operation.operationId}"`);
    for (const code of Object.keys(REASONS)) expect(text).toContain(`<code>${code}</code>`);
    expect(text).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|javascript:/i);
    expect(text).not.toMatch(/undefined|\[object|NaN/);
    const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id ?? "");
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  });
});
