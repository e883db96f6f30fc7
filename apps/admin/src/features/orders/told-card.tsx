import type { ConversationId } from "@nexusone/contracts/ids";
import { explain, isReasonCode } from "@nexusone/contracts/reasons";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Link2 } from "lucide-react";
import { Refused } from "../../app/refused.tsx";
import { useI18n, useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { copyText } from "../../lib/copy.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import type { Order } from "./use-order.ts";

/** What the customer was told, what not and why, and the address where they follow the order themselves. */
export function ToldCard({ order }: { order: Order }) {
  const t = useT();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("orders:manage");
  const notices = useQuery(api.customerNotices.list.queryOptions({ orderId: order.id }));
  const share = useMutation(api.orders.shareTracking.mutationOptions({ onSuccess: ({ url }) => copyText(url, t) }));
  const replace = useMutation(
    api.orders.revokeTracking.mutationOptions({
      onSuccess: () => toastDone(t("messages.linkReplaced")),
      onSettled: () => queryClient.invalidateQueries(api.orders.listHistory.pathFilter()),
    }),
  );
  return (
    <Card
      title={t("messages.told")}
      extra={
        <Button
          size="sm"
          icon={<Link2 size={14} aria-hidden />}
          refused={refused}
          busy={share.isPending}
          onClick={() => share.mutate({ id: order.id })}
        >
          {t("messages.copyLink")}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        {notices.isPending ? (
          <Skeleton className="h-10" />
        ) : notices.isError ? (
          <Refused error={notices.error} onRetry={() => void notices.refetch()} />
        ) : notices.data.length === 0 ? (
          <p className="text-sm text-muted">{t("messages.toldEmpty")}</p>
        ) : (
          <ul aria-label={t("messages.told")} className="flex flex-col divide-y divide-line">
            {notices.data.map((notice) => (
              <ToldRow key={notice.id} notice={notice} />
            ))}
          </ul>
        )}
        <Refused error={share.error ?? replace.error} />
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <p className="min-w-0 flex-1 basis-64 text-xs text-muted">{t("messages.linkHint")}</p>
          <Button
            size="sm"
            look="quiet"
            refused={refused}
            busy={replace.isPending}
            onClick={() => replace.mutate({ id: order.id })}
          >
            {t("messages.replaceLink")}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function ToldRow({ notice }: { notice: Outputs["customerNotices"]["list"][number] }) {
  const { t, locale } = useI18n();
  const { api, slug } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("orders:manage");
  const resend = useMutation(
    api.customerNotices.resend.mutationOptions({
      onSuccess: () => toastDone(t("messages.resent")),
      onSettled: () => queryClient.invalidateQueries(api.customerNotices.pathFilter()),
    }),
  );
  const { id, step, state, channel, reason, passedReason, conversationId, at } = notice;
  const mayRepeat = state === "not_sent" || state === "unknown";
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 text-sm first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium text-ink">{t(`messages.step.${step}`)}</p>
        <p className="text-soft">
          {state === "sent" && channel === "whatsapp" ? t("messages.sentChat") : t(`messages.state.${state}`)} ·{" "}
          <RelativeTime at={at} />
        </p>
        {isReasonCode(reason) ? <p className="text-muted">{explain(reason, locale).sentence}</p> : null}
        {isReasonCode(passedReason) && passedReason !== reason ? (
          <p className="text-muted">{t("messages.passed", { reason: explain(passedReason, locale).sentence })}</p>
        ) : null}
        {conversationId ? (
          <Link
            to="/m/$slug/inbox/$conversationId"
            params={{ slug, conversationId: conversationId as ConversationId }}
            className="touch-target inline-flex items-center text-accent-ink hover:underline"
          >
            {t("messages.openChat")}
          </Link>
        ) : null}
        <Refused error={resend.error} />
      </div>
      {mayRepeat ? (
        <Button size="sm" refused={refused} busy={resend.isPending} onClick={() => resend.mutate({ id })}>
          {state === "unknown" ? t("messages.resendAnyway") : t("messages.resend")}
        </Button>
      ) : null}
    </li>
  );
}
