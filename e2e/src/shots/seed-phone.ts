import { SANDBOX_NUMBERS } from "@nexusone/contracts/sandbox-numbers";
import type { SandboxControl } from "@nexusone/sandbox/control";
import type { World } from "../world.ts";

const { phoneNumberId, token } = SANDBOX_NUMBERS.cloud_api;

/** A customer's telephone with a bit of everything on it, both scripts. @returns the path of its page */
export async function seedPhone(world: World, { whatsapp }: SandboxControl): Promise<string> {
  const { id, phone } = await whatsapp.people.create({ name: "Amélie" });
  await whatsapp.people.act(id, phoneNumberId, { do: "text", text: "Bonjour, où est ma commande ?" });
  await whatsapp.people.act(id, phoneNumberId, { do: "file", kind: "image", caption: "C'est celle-ci" });
  await whatsapp.people.act(id, phoneNumberId, { do: "file", kind: "voice" });
  await whatsapp.people.act(id, phoneNumberId, { do: "text", text: "مرحبا، أين طلبي؟" });
  const list = {
    type: "list",
    body: { text: "Which one do you mean?" },
    action: {
      button: "Orders",
      sections: [
        {
          rows: [
            { id: "a", title: "1042", description: "On its way" },
            { id: "b", title: "1043", description: "Confirmed" },
          ],
        },
      ],
    },
  };
  const answer = await fetch(`${world.sandboxUrl}/graph/v24.0/${phoneNumberId}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ messaging_product: "whatsapp", to: phone, type: "interactive", interactive: list }),
  });
  if (!answer.ok) throw new Error(`the list was refused: ${await answer.text()}`);
  return `/sandbox/phone?person=${id}&line=${phoneNumberId}`;
}
