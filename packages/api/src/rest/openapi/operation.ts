import { snakeKeys, toRestName } from "../names.ts";
import { doorsOf, type RestProcedure } from "../procedures.ts";
import { exampleOf } from "./example.ts";
import { restSchema, type JsonSchema } from "./json-schema.ts";
import { errorReferences, rateHeaders } from "./responses.ts";

/** One method on one path, as OpenAPI describes it. */
export type Operation = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Record<string, readonly string[]>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: JsonContent };
  readonly responses: Readonly<Record<string, object>>;
  /** The operation that this one is another address of. */
  readonly "x-same-as"?: string;
};
export type Parameter = {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
};
type JsonContent = { readonly "application/json": { readonly schema: JsonSchema; readonly example: unknown } };

const SECURITY = {
  public: [],
  user: [{ bearer: [] }],
  merchant: [{ bearer: [] }, { apiKey: [] }],
} as const;

/** Every door of a procedure: the path with its places in snake_case, and what happens there. */
export function operationsOf(procedure: RestProcedure): { path: string; method: string; operation: Operation }[] {
  const { path: name, route } = procedure;
  return doorsOf(route).map((door, nth) => {
    const places = [...door.path.matchAll(/\{(\w+)\}/g)].map(([, place = ""]) => toRestName(place));
    const id = toRestName(name.replace(".", "_"));
    return {
      path: door.path.replace(/\{(\w+)\}/g, (_, place: string) => `{${toRestName(place)}}`),
      method: door.method.toLowerCase(),
      operation: {
        ...(nth > 0 ? { "x-same-as": id } : {}),
        operationId: nth === 0 ? id : `${id}_${nth + 1}`,
        tags: [name.split(".")[0] ?? name],
        summary: route.summary,
        description: describe(procedure, nth),
        security: SECURITY[procedure.auth],
        ...inputOf(procedure, door.method, places),
        responses: { [String(route.status ?? 200)]: answerOf(procedure), ...errorReferences },
      },
    };
  });
}

function describe({ route, heavy, auth }: RestProcedure, nth: number): string {
  return [
    nth > 0 ? `The same as \`${route.method} ${route.path}\`.` : undefined,
    route.permission && auth === "merchant" ? `Scope of an API key: \`${route.permission}\`.` : undefined,
    heavy ? "Counts as a heavy operation too." : undefined,
  ]
    .filter((line) => line !== undefined)
    .join(" ");
}

function answerOf({ output }: RestProcedure): object {
  const schema = restSchema(output, "output");
  return {
    description: "Done.",
    headers: rateHeaders,
    content: { "application/json": { schema, example: exampleOf(schema) } },
  };
}

function inputOf(
  { input, route }: RestProcedure,
  method: string,
  places: readonly string[],
): Pick<Operation, "parameters" | "requestBody"> {
  const schema = restSchema(input, "input");
  const fields = Object.entries(schema.properties ?? {});
  const required = schema.required ?? [];
  const parameter = (where: Parameter["in"], [name, field]: [string, JsonSchema]): Parameter => {
    const { description, ...rest } = field;
    return {
      name,
      in: where,
      required: where === "path" || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  };
  const inPath = places.map((place) => parameter("path", [place, schema.properties?.[place] ?? { type: "string" }]));
  const others = fields.filter(([name]) => !places.includes(name));
  if (method === "GET") return { parameters: [...inPath, ...others.map((field) => parameter("query", field))] };
  if (others.length === 0) return { parameters: inPath };
  const needed = required.filter((name) => !places.includes(name));
  const body: JsonSchema = {
    ...schema,
    properties: Object.fromEntries(others),
    ...(needed.length > 0 ? { required: needed } : { required: undefined }),
  };
  const { required: kept, ...open } = body;
  const sent = kept ? body : open;
  return {
    parameters: inPath,
    requestBody: {
      required: needed.length > 0,
      content: {
        "application/json": { schema: sent, example: route.example ? snakeKeys(route.example) : exampleOf(sent) },
      },
    },
  };
}
