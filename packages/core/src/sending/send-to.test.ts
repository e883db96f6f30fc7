import { describe, expect, it } from "vitest";
import type { ContactId } from "@nexusone/contracts/ids";
import { getContact } from "../contacts/get-contact.ts";
import { sendButtons, sendList, sendText } from "./send-to.ts";
import { listConversationsOf, startConversation } from "./start-conversation.ts";
import { arrived, newChat, newShop, work, startSending } from "./sending.fixture.ts";

const world = startSending();

describe("programs", () => {
  it("[WAM-01] [WAM-03] [WAM-04] [WAM-11] write to a conversation, a person or a number, who become one of each", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const to = `+${chat.person.phone}`;
    await sendText(shop.ctx, { to, text: "One" });
    await sendButtons(shop.ctx, { contactId: chat.contactId, body: "Two?", buttons: [{ id: "y", title: "Yes" }] });
    await sendList(shop.ctx, {
      conversationId: chat.conversationId,
      body: "Three",
      label: "Choose",
      sections: [{ rows: [{ id: "a", title: "A" }] }],
    });
    await work(world.platform);
    expect(await arrived(shop, chat)).toHaveLength(3);
    const started = await startConversation(shop.ctx, { phone: "+33639980999", name: "Nadia" });
    expect(await startConversation(shop.ctx, { contactId: started.userId as ContactId })).toEqual(started);
    expect(await listConversationsOf(shop.ctx, { userId: started.userId as ContactId })).toEqual([started]);
    await expect(sendText(shop.ctx, { to: "+33639980999", text: "Hello" })).rejects.toMatchObject({
      reason: "messages.window_closed",
    });
    const nobody = await getContact(shop.ctx, { id: chat.contactId as ContactId });
    expect(nobody.identifiers.map(({ value }) => value)).toEqual([to]);
  });

  it("[WAM-11] a person without a number cannot be written to", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const [row] = await world.test.sql`insert into contacts (merchant_id, name, name_lower, added_at)
      values (${shop.ctx.merchantId}, 'Ana', 'ana', ${world.platform.clock.now()}) returning id`;
    const contactId = String(row?.["id"]) as ContactId;
    await expect(startConversation(shop.ctx, { contactId })).rejects.toMatchObject({ reason: "sending.no_address" });
  });
});
