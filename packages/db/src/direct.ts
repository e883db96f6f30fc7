import postgres from "postgres";

export type DirectSql = postgres.Sql;

/** postgres.js on a direct connection, for migrations, LISTEN and COPY. Never for a merchant's transaction. */
export function connectDirect(url: string, options: { max?: number; applicationName?: string } = {}): DirectSql {
  return postgres(url, {
    max: options.max ?? 1,
    onnotice: () => {},
    connection: { application_name: options.applicationName ?? "nexusone-direct" },
  });
}
