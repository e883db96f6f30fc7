import type { CampaignView } from "@nexusone/contracts/campaigns";
import type { BusinessConfig } from "@nexusone/contracts/channels";
import type { ContactView } from "@nexusone/contracts/contacts";
import { createKeyring } from "@nexusone/core/secrets/keyring";
import { CHANNEL_TOKEN_PURPOSE } from "@nexusone/core/whatsapp/client-of";
import { randomInt, randomUUID } from "node:crypto";
import { expect } from "vitest";
import { homeSecret } from "../home.ts";
import type { Merchant } from "./merchant.ts";
import { eventually, type Home } from "./program.ts";

type State = { readonly id: string; readonly line: string };
const PEOPLE = 3;

/** A campaign whose program dies while it carries it on: whoever comes after goes on, and everybody gets it once. */
export const campaignStep = (merchant: () => Merchant, home: () => Pick<Home, "path" | "connect">) => ({
  at: "campaign.step.before_commit" as const,
  rows: "[CMP-01]",
  prepare: async (): Promise<State> => {
    const get = <T>(path: string, input: unknown): Promise<T> => merchant().get<T>(path, input);
    const { whatsapp, clock } = merchant().sandbox.control;
    const { id: line, token } = await whatsapp.channels.create();
    const { now } = await clock.get();
    const sealed = createKeyring([homeSecret(home().path)]).seal(token, CHANNEL_TOKEN_PURPOSE);
    const sql = home().connect();
    const [channel] = await sql<{ id: string }[]>`
      insert into whatsapp_channels (merchant_id, environment, provider, external_id, label, token_sealed, state, connected_at)
      values (${merchant().as.merchantId}, 'sandbox', 'whapi', ${line}, 'Phone', ${sealed}, 'connected', ${now}) returning id`;
    await sql.end();
    const { saved: _saved, ...config } = await get<BusinessConfig & { saved: boolean }>(
      "channels.getBusinessConfig",
      undefined,
    );
    // At whatever hour the suite runs.
    await get("channels.saveBusinessConfig", { ...config, quietFrom: 0, quietTo: 0 });
    const tag = randomUUID().slice(0, 8);
    for (let nth = 0; nth < PEOPLE; nth += 1) {
      const phone = `+3363${randomInt(1_000_000, 9_999_999)}`;
      const person = { name: `Person ${nth}`, identifiers: [{ type: "phone", value: phone }] };
      const { id } = await get<ContactView>("contacts.create", person);
      await get("contacts.recordConsent", { id, purpose: "marketing", granted: true });
      await get("contacts.update", { id, tags: [tag] });
    }
    const campaign = {
      name: "News",
      type: "news",
      channelId: channel!.id,
      text: "Hello {{first_name}}",
      audience: { tags: [tag] },
    };
    const { id } = await get<CampaignView>("campaigns.create", campaign);
    return { id, line };
  },
  reach: ({ id }: State) => merchant().ask("campaigns.launch", { id }),
  meanwhile: () => merchant().sandbox.control.clock.advance(61_000),
  repeat: async ({ id, line }: State) => {
    const view = await eventually("the campaign is done", async () => {
      const found = await merchant().get<CampaignView>("campaigns.get", { id });
      return found.state === "done" ? found : undefined;
    });
    expect(view.report).toMatchObject({ sent: PEOPLE, pending: 0, failed: 0, unknown: 0 });
    const threads = await merchant().sandbox.control.whatsapp.threads.list({ line });
    expect(threads.map(({ messages }) => messages.length)).toEqual(Array.from({ length: PEOPLE }, () => 1));
  },
});
