interface PgErrorShape {
  code: string;
  message: string;
  constraint?: string;
  table?: string;
}

/** The driver's error inside `error`: drizzle wraps it as `.cause`. */
function databaseError(error: unknown): PgErrorShape | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code } = at as { code?: unknown };
    if (typeof code === "string") return at as unknown as PgErrorShape;
  }
  return undefined;
}

/** SQLSTATE of a database error ("23505" unique, "23503" reference, "42501" policy), else the system code or undefined. */
export function sqlState(error: unknown): string | undefined {
  return databaseError(error)?.code;
}

/** Name of the violated constraint, when the error is a violation. */
export function constraintOf(error: unknown): string | undefined {
  return databaseError(error)?.constraint;
}

/** True when `error` violates a unique or primary key, or just the one named. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return sqlState(error) === "23505" && (constraint === undefined || constraintOf(error) === constraint);
}

const CONNECTION_STATES = /^(08...|57P0[1-3]|EPIPE|ECONNRESET|ECONNREFUSED|ETIMEDOUT)$/;
const CONNECTION_TEXT = /connection terminated|not queryable|connection ended|server closed the connection/i;

/** True when the connection, not the statement, failed. */
export function isConnectionError(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return CONNECTION_STATES.test(state);
  return error instanceof Error && (CONNECTION_TEXT.test(error.message) || isConnectionError(error.cause));
}

/** True for "cached plan must not change result type": a migration changed a column under a prepared statement. */
export function isStalePlan(error: unknown): boolean {
  const found = databaseError(error);
  return found?.code === "0A000" && found.message.includes("cached plan");
}
