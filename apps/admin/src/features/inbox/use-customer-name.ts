import type { ConversationLine } from "@nexusone/contracts/conversations";
import { useT } from "../../i18n/context.tsx";

/** How the customer of a conversation is called: by name, else by how they are reached, else by why they have neither. */
export function useCustomerName({ contact, reach }: Pick<ConversationLine, "contact" | "reach">): string {
  const t = useT();
  return contact.name || reach || t(contact.isErased ? "chat.erased" : "chat.unnamed");
}
