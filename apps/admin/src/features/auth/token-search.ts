/** The one-time token of a link in a mail. */
export const tokenSearch = (raw: Record<string, unknown>): { token: string } => ({
  token: typeof raw["token"] === "string" ? raw["token"] : "",
});
