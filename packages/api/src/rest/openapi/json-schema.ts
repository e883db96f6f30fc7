import { z } from "zod";
import { toRestName } from "../names.ts";

/** The part of JSON Schema 2020-12 that our inputs and outputs use. */
export type JsonSchema = {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
};

/** What a schema of ours looks like over REST: names as the mapper renders them, and no more words than help a reader. */
export function restSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return renamed(rest as JsonSchema, io);
}

function renamed(schema: JsonSchema, io: "input" | "output"): JsonSchema {
  const next = (one: JsonSchema) => renamed(one, io);
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, unknown][] => {
    switch (keyword) {
      // A format says it in a word.
      case "pattern":
        return schema.format ? [] : [[keyword, value]];
      case "maximum":
        return value === Number.MAX_SAFE_INTEGER ? [] : [[keyword, value]];
      case "minimum":
        return value === Number.MIN_SAFE_INTEGER ? [] : [[keyword, value]];
      case "properties":
        return [[keyword, mapEntries(value as Record<string, JsonSchema>, toRestName, next)]];
      case "required":
        return [[keyword, (value as string[]).map(toRestName)]];
      case "items":
        return [[keyword, typeof value === "object" ? next(value as JsonSchema) : value]];
      case "additionalProperties":
        // Answers may gain fields; a client that refuses those would break.
        if (value === false && io === "output") return [];
        return [[keyword, typeof value === "object" ? next(value as JsonSchema) : value]];
      case "anyOf":
      case "oneOf":
      case "allOf":
        return [[keyword, (value as JsonSchema[]).map(next)]];
      default:
        return [[keyword, value]];
    }
  });
  return Object.fromEntries(entries);
}

const mapEntries = <T, U>(record: Record<string, T>, key: (name: string) => string, value: (item: T) => U) =>
  Object.fromEntries(Object.entries(record).map(([name, item]) => [key(name), value(item)]));
