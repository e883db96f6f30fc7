import type { ChannelView } from "@nexusone/contracts/channels";
import { buttonClass } from "@nexusone/ui/button";
import { useQuery } from "@tanstack/react-query";
import { Smartphone } from "lucide-react";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";

type Props = { channel: Pick<ChannelView, "environment" | "externalId">; look?: "primary" };

/** To a simulated customer's telephone, in a chat with this number; nothing for a number that real people write to. */
export function TelephoneLink({ channel: { environment, externalId }, look }: Props) {
  const t = useT();
  const { api } = useShop();
  const { data } = useQuery(api.channels.list.queryOptions());
  if (environment !== "sandbox" || !data?.telephoneUrl) return null;
  return (
    <a
      href={`${data.telephoneUrl}?${new URLSearchParams({ line: externalId }).toString()}`}
      target="_blank"
      rel="noopener"
      className={buttonClass(look ? { look } : { size: "sm" })}
    >
      <Smartphone size={14} aria-hidden />
      {t("channels.openTelephone")}
    </a>
  );
}
