import { SANDBOX_NUMBERS } from "@nexusone/contracts/sandbox-numbers";
import type { SandboxControl } from "@nexusone/sandbox/control";
import type { Person } from "../support/api.ts";

/** Beside the number of the demo: a linked phone, one with an app of the shop's own, and one that was let go. @returns the middle one */
export async function seedChannels(sandbox: SandboxControl, owner: Person): Promise<string> {
  await owner.mutate("channels.connect", { ...SANDBOX_NUMBERS.whapi, label: "Workshop phone" });
  const connect = async (label: string): Promise<string> => {
    const made = await sandbox.whatsapp.accounts.create({ name: "Demo Store Lyon", quality: "YELLOW" });
    const { phoneNumberId, accountId, token, appId, appSecret } = made;
    const { id } = await owner.mutate<{ id: string }>("channels.connect", {
      provider: "cloud_api",
      environment: "sandbox",
      label,
      phoneNumberId,
      accountId,
      token,
      app: { appId, appSecret },
    });
    return id;
  };
  await owner.mutate("channels.disconnect", { id: await connect("Last year's campaign") });
  return connect("Front desk, Lyon");
}
