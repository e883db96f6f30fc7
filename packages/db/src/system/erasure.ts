import type { SystemFunction } from "./define.ts";

export const erasureFunctions: readonly SystemFunction[] = [
  {
    name: "redact_consents",
    reason:
      "The record of consents only grows for the app role. Of who asked to be forgotten the proof stays without words of theirs; the function compares the merchant itself.",
    access: { contact_consents: ["select", "update"] },
    args: "p_contacts uuid[]",
    returns: "integer",
    body: `
      with redacted as (
        update public.contact_consents set evidence = ''
        where merchant_id = nullif(current_setting('app.merchant_id', true), '')::uuid and contact_id = any(p_contacts)
        returning 1)
      select count(*)::integer from redacted`,
  },
  {
    name: "forget_webhooks",
    reason:
      "Bodies belong to nobody; of who asked to be forgotten those that were split go before their time. Named by ids that only messages of the merchant had.",
    access: { webhook_inbox: ["select", "delete"] },
    args: "p_ids uuid[]",
    returns: "integer",
    body: `
      with forgotten as (delete from public.webhook_inbox where id = any(p_ids) and state <> 'waiting' returning 1)
      select count(*)::integer from forgotten`,
  },
];
