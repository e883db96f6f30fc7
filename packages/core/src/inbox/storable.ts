/** Without what a jsonb column refuses: zero characters, halves of pairs. */
export const storable = (payload: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(payload, (_key, value: unknown) =>
      typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value,
    ),
  ) as Record<string, unknown>; // an object goes in
