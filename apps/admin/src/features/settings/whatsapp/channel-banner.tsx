import { explain, isReasonCode } from "@nexusone/contracts/reasons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useI18n } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";

/** Over every screen while a number cannot send: nobody finds out from a customer who never got an answer. */
export function ChannelBanner() {
  const { t, locale } = useI18n();
  const { api, slug, can } = useShop();
  const channels = useQuery(api.channels.list.queryOptions(undefined, { enabled: can("channels:read") }));
  const failing = channels.data?.channels.filter(({ state }) => state === "failing") ?? [];
  const [first] = failing;
  if (!first) return null;
  const said = isReasonCode(first.reason) ? explain(first.reason, locale).sentence : "";
  return (
    <p
      role="status"
      className="flex items-start gap-2 bg-bad-soft px-4 py-1.5 text-xs font-medium text-bad sm:items-center"
    >
      <TriangleAlert size={14} className="mt-px shrink-0 sm:mt-0" aria-hidden />
      <span className="min-w-0 flex-1">
        {t("channels.banner", { name: first.displayPhone ?? first.label, why: said })}{" "}
        {failing.length > 1 ? t("channels.bannerMore", { count: failing.length - 1 }) : null}
      </span>
      <Link
        to="/m/$slug/settings/whatsapp/$channelId"
        params={{ slug, channelId: first.id }}
        className="shrink-0 underline"
      >
        {t("channels.bannerAction")}
      </Link>
    </p>
  );
}
