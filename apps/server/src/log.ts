import { pino, type DestinationStream, type Logger } from "pino";

/** One JSON object a line, on standard output unless told otherwise. */
export function createLog(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    redact: ["req.headers.authorization", "req.headers.cookie"],
    serializers: { err: (error: unknown) => describeError(error) },
  };
  return to ? pino(options, to) : pino(options);
}

const FACTS = ["code", "reason", "constraint", "table", "column", "vendorCode"] as const;
const MAX_CAUSES = 5;

/**
 * What went wrong and where, without the values it went wrong with: drizzle's message and properties quote every parameter,
 * Postgres' detail the whole row, password hashes and people's addresses among them.
 */
export type DescribedError = {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly cause?: unknown;
};
export function describeError(error: unknown, depth = 0): DescribedError | string {
  if (!(error instanceof Error)) return String(error);
  const { query } = error as { query?: unknown };
  const facts = FACTS.flatMap((name) => {
    const value = (error as unknown as Record<string, unknown>)[name];
    return typeof value === "string" ? [[name, value] as const] : [];
  });
  return {
    type: error.name,
    message: typeof query === "string" ? `Failed query: ${query}` : error.message,
    ...Object.fromEntries(facts),
    stack: (error.stack ?? "")
      .split("\n")
      .filter((line) => line.startsWith("    at "))
      .join("\n"),
    ...(error.cause !== undefined && depth < MAX_CAUSES ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}
