import { expect } from "vitest";
import type { Merchant } from "./merchant.ts";
import { eventually } from "./program.ts";

const OWNER = "owner@demo.nexusone.test";

/** A mail that left just before the kill: the next process cannot know, and rather sends it again than never. */
export const noticeDelivery = (merchant: () => Merchant) => {
  const mails = async () => (await merchant().sandbox.control.mails.list({ to: OWNER })).map(({ subject }) => subject);
  return {
    at: "notification.after_send" as const,
    rows: "[NOT-01]",
    prepare: async (): Promise<{ token: string }> => {
      await merchant().get("notifications.saveSettings", { modes: { member_joined: { email: "instant" } } });
      const email = `joins-${Date.now()}@example.com`;
      await merchant().get("team.invite", { email, role: "support" });
      const links = await eventually("the invitation is mailed", async () => {
        const [mail] = await merchant().sandbox.control.mails.list({ to: email });
        return mail?.links;
      });
      return {
        token: new URL(links.find((link) => link.includes("/auth/invite")) ?? "").searchParams.get("token") ?? "",
      };
    },
    reach: ({ token }: { token: string }) =>
      merchant().ask("team.acceptInvitation", { token, name: "Ines Martin", password: "a long enough one" }),
    // The process that died holds the delivery for five minutes.
    meanwhile: () => merchant().sandbox.control.clock.advance(6 * 60_000),
    repeat: async () => {
      await eventually("nothing waits to be sent", async () => {
        const sql = merchant().home.connect();
        const rows = await sql`select 1 from notification_deliveries where state = 'pending' and not digest`;
        await sql.end();
        return rows.length === 0 || undefined;
      });
      const joined = (await mails()).filter((subject) => subject.includes("joined"));
      expect(joined.length).toBeGreaterThan(0);
      expect(joined.length).toBeLessThan(3);
    },
  };
};
