import { buttonClass } from "@nexusone/ui/button";
import { EmptyState } from "@nexusone/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Inbox, MessageCircle } from "lucide-react";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { TelephoneLink } from "../settings/whatsapp/telephone-link.tsx";
import type { InboxSearch } from "./inbox-search.ts";

/** Nobody ever wrote, or nobody stands under this tab. */
export function Nothing({ search }: { search: InboxSearch }) {
  const t = useT();
  const { api } = useShop();
  const counts = useQuery(api.conversations.counts.queryOptions());
  const { open = 0, waiting = 0, snoozed = 0, closed = 0 } = counts.data ?? {};
  if (counts.isSuccess && open + waiting + snoozed + closed === 0) return <NobodyWrote />;
  const isFirst = search.only === undefined && search.tab === undefined && search.who === undefined;
  return (
    <EmptyState compact icon={<Inbox size={18} aria-hidden />} title={t("chat.empty.tab")}>
      {t(isFirst ? "chat.empty.done" : "chat.empty.other")}
    </EmptyState>
  );
}

/** What is missing until somebody writes: a number, or the first message to the one that is there. */
function NobodyWrote() {
  const t = useT();
  const { api, slug, can } = useShop();
  const seesNumbers = can("channels:read");
  const { data } = useQuery({ ...api.channels.list.queryOptions(), enabled: seesNumbers });
  // Neither sentence before it is known which one is true.
  if (seesNumbers && !data) return null;
  const number = data?.channels.find(({ state }) => state !== "disconnected");
  if (number)
    return (
      <EmptyState
        compact
        icon={<MessageCircle size={18} aria-hidden />}
        title={t("chat.empty.ready")}
        action={<TelephoneLink channel={number} look="primary" />}
      >
        {t("chat.empty.readyText", { phone: number.displayPhone ?? number.label })}
      </EmptyState>
    );
  return (
    <EmptyState
      compact
      icon={<MessageCircle size={18} aria-hidden />}
      title={t("chat.empty.never")}
      action={
        seesNumbers ? (
          <Link to="/m/$slug/settings/whatsapp/connect" params={{ slug }} className={buttonClass({ look: "primary" })}>
            {t("channels.connect")}
          </Link>
        ) : undefined
      }
    >
      {t("chat.empty.neverText")}
    </EmptyState>
  );
}
