import type { TemplateContent } from "@nexusone/contracts/template-content";
import type { TemplateId } from "@nexusone/contracts/templates";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useI18n } from "../../i18n/context.tsx";
import { createClient, type Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { useDelayed } from "../../lib/use-delayed.ts";

export type Check = Outputs["templates"]["check"];
const PAUSE_MS = 300;

/** What Meta would find in what is being written, a moment after the last key. */
export function useCheck(content: TemplateContent, id?: TemplateId) {
  const { api, membership } = useShop();
  const { locale } = useI18n();
  const client = useMemo(() => createClient(membership.merchantId), [membership.merchantId]);
  const still = useDelayed(content, PAUSE_MS);
  // A query by nature: the server takes it as a mutation because a template does not fit an address.
  return useQuery({
    queryKey: [...api.templates.check.mutationKey(), still, id, locale],
    queryFn: () => client.templates.check.mutate({ content: still, ...(id && { id }) }),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}

/** The first finding about a part, as its field says it. */
export function problemAt(check: Check | undefined, part: string): string | undefined {
  const found = check?.findings.find((one) => one.part === part && one.outcome !== "recategorised");
  return found && `${found.sentence} ${found.remedy}`;
}
