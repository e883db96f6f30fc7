import { describe, expect, it } from "vitest";
import { z } from "zod";
import { inputSchema } from "./coerce.ts";
import { unknownField } from "./unknown-field.ts";

const Rule = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("fixed"), amount: z.string() }),
  z.object({ kind: z.literal("percent"), rateBps: z.number() }),
]);
const Input = z
  .object({
    name: z.string().optional(),
    variants: z.array(z.object({ priceMinor: z.number() })).optional(),
    rule: Rule.nullable().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .refine(() => true);
const found = (value: unknown) => unknownField(value, inputSchema(Input));

describe("the fields of a body", () => {
  it("[SEC-05] are named when nobody knows them, wherever they stand", () => {
    expect(found({ name: "a", dryrun: true })).toBe("dryrun");
    expect(found({ variants: [{ priceMinor: 1 }, { priseMinor: 1 }] })).toBe("variants.1.prise_minor");
    expect(found({ rule: { kind: "fixed", amont: "1" } })).toBe("rule.amont");
    expect(unknownField({ any: 1 }, inputSchema(z.object({})))).toBe("any");
  });

  it("are known in every form there is, and in objects that may hold anything", () => {
    expect(found({ name: "a", variants: [{ priceMinor: 1 }], rule: { kind: "percent", rateBps: 1 } })).toBeUndefined();
    expect(found({ rule: null, details: { whatever: { deep: 1 } } })).toBeUndefined();
    expect(unknownField({ any: 1 }, inputSchema(z.looseObject({})))).toBeUndefined();
    expect(found({})).toBeUndefined();
  });

  it("are left to the schema where the value is of another kind", () => {
    expect(found({ variants: { a: 1 }, rule: "fixed", name: [{ x: 1 }] })).toBeUndefined();
    expect(found("text")).toBeUndefined();
  });
});
