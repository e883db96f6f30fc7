import { z } from "zod";
import type { JsonSchema } from "./openapi/json-schema.ts";

type Shape = Record<string, { types: ReadonlySet<string> }>;

/** An input as a door looks at it, by our names. */
export const inputSchema = (input: z.ZodType): JsonSchema =>
  z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as JsonSchema;

/** What each field of an input may be, read from its own schema, so that text from a query string can become it. */
export function fieldTypes(schema: JsonSchema): Shape {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [name, { types: typesOf(property) }]),
  );
}

function typesOf(schema: JsonSchema): Set<string> {
  const own = schema.type === undefined ? [] : [schema.type].flat();
  const nested = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap((part) => [
    ...typesOf(part),
  ]);
  return new Set([...own, ...nested]);
}

/** Query text as the field's own type. What cannot become it stays text, and the schema refuses it with its reason. */
export function coerceQuery(query: Record<string, unknown>, shape: Shape): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, coerce(value, shape[name]?.types)]));
}

function coerce(value: unknown, types: ReadonlySet<string> | undefined): unknown {
  if (!types) return value;
  if (types.has("array")) return Array.isArray(value) ? value : [value];
  if (typeof value !== "string") return value;
  if ((types.has("number") || types.has("integer")) && value.trim() !== "" && Number.isFinite(Number(value)))
    return Number(value);
  if (types.has("boolean") && (value === "true" || value === "1")) return true;
  if (types.has("boolean") && (value === "false" || value === "0")) return false;
  return value;
}
