import type { ContactPurpose } from "@nexusone/contracts/contact-terms";
import type { MessageRow } from "@nexusone/db/queries/sending";

/** What a message is about, for whoever does not want to hear of it. Null: an answer, which only "nothing at all" forbids. */
export const purposeOf = ({ priority }: Pick<MessageRow, "priority">): ContactPurpose | null =>
  priority === "campaign" ? "marketing" : null;
