import type { ExtensionAccountView, ExtensionSessionView, ExtensionTokens } from "@nexusone/contracts/extension";
import { expect } from "vitest";
import type { Merchant } from "./merchant.ts";
import { story } from "./scenario.ts";

/** A browser that is paired, and renews what it has: one session, one successor. */
export const browserScenarios = (merchantOf: () => Merchant) => ({
  pair: story({
    rows: "[EXT-05] [EXT-08]",
    prepare: () => merchantOf().pairing(),
    reach: ({ pairingCode }) => merchantOf().ask("extension.pair", { code: pairingCode, browser: "Chrome 140" }),
    repeat: async ({ pairingCode }) => {
      await merchantOf().pair(pairingCode);
      const again = await merchantOf().ask("extension.pair", { code: pairingCode, browser: "Chrome 140" });
      expect(again.reason).toBe("extension.code_invalid");
      expect(await merchantOf().get<unknown[]>("extension.listSessions", {})).toHaveLength(1);
    },
  }),
  refresh: story({
    rows: "[EXT-08]",
    prepare: async () => merchantOf().pair((await merchantOf().pairing()).pairingCode),
    reach: ({ refreshToken }: ExtensionTokens) => merchantOf().ask("extension.refresh", { refreshToken }),
    repeat: async ({ refreshToken }) => {
      const next = await merchantOf().refresh(refreshToken);
      expect((await merchantOf().refresh(refreshToken)).refreshToken, "the one successor").toBe(next.refreshToken);
      const last = await merchantOf().refresh(next.refreshToken);
      expect(last.sessionId).toBe(next.sessionId);
      await merchantOf().get<ExtensionAccountView>("extension.account", undefined, last.accessToken);
      const sessions = await merchantOf().get<ExtensionSessionView[]>("extension.listSessions", {});
      expect(sessions.find((session) => session.id === last.sessionId)?.status).toBe("active");
    },
  }),
});
