import { wireType } from "@nexusone/contracts/webhooks";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Drawer } from "@nexusone/ui/dialog";
import { Skeleton } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import type { Outputs } from "../../../lib/api.ts";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";
import { DeliveryBadge } from "./badges.tsx";
import { Failure } from "./failure.tsx";

type Delivery = Outputs["webhooks"]["listDeliveries"]["items"][number];
type Attempt = Outputs["webhooks"]["getDelivery"]["log"][number];

/** Every attempt of one delivery, with the request exactly as sent and what came back. */
export function DeliveryDrawer({ delivery, onClose }: { delivery: Delivery; onClose: () => void }) {
  const { t } = useI18n();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const { id: deliveryId, webhookId } = delivery;
  const detail = useQuery(api.webhooks.getDelivery.queryOptions({ deliveryId }, { refetchInterval: 3_000 }));
  const replay = useMutation(
    api.webhooks.replay.mutationOptions({
      onSuccess: async ({ count }) => {
        void toastDone(t("webhooks.replayed", { count }));
        await queryClient.invalidateQueries(api.webhooks.pathFilter());
      },
    }),
  );
  return (
    <Drawer
      open
      onOpenChange={onClose}
      title={wireType(delivery.eventType)}
      description={<code className="break-all text-xs">webhook-id: {delivery.eventId}</code>}
      footer={
        <Button
          look="primary"
          busy={replay.isPending}
          onClick={() => replay.mutate({ what: "one", webhookId, deliveryId })}
        >
          {t("webhooks.sendAgain")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Refused error={replay.error ?? detail.error} onRetry={() => void detail.refetch()} />
        {detail.data ? (
          <>
            <div>
              <DeliveryBadge state={detail.data.state} />
            </div>
            <h3 className="text-sm font-semibold">{t("webhooks.attempts")}</h3>
            {detail.data.log.length === 0 ? (
              <p className="text-muted">{t("webhooks.attemptsNone")}</p>
            ) : (
              <ol className="flex flex-col gap-3">
                {detail.data.log.map((attempt, index) => (
                  <AttemptItem key={attempt.id} attempt={attempt} open={index === 0} />
                ))}
              </ol>
            )}
          </>
        ) : detail.isPending ? (
          <Skeleton className="h-32 w-full" />
        ) : null}
      </div>
    </Drawer>
  );
}

function AttemptItem({ attempt, open }: { attempt: Attempt; open: boolean }) {
  const { t, locale } = useI18n();
  const good = attempt.reason === null;
  const { status, responseHeaders, responseBody } = attempt;
  return (
    <li className="rounded-md border border-line">
      <details open={open}>
        <summary className="touch-target flex cursor-pointer flex-wrap items-center gap-2 px-3 py-2">
          <Badge tone={good ? "good" : "bad"}>{status ?? t("webhooks.noResponse")}</Badge>
          <span className="text-xs tabular-nums text-muted">
            {new Intl.NumberFormat(locale).format(attempt.durationMs)} ms · <RelativeTime at={attempt.at} />
          </span>
        </summary>
        <div className="flex flex-col gap-3 border-t border-line p-3">
          {attempt.reason ? <Failure code={attempt.reason} /> : null}
          {typeof attempt.details["problem"] === "string" ? (
            <code className="text-xs text-muted">{attempt.details["problem"]}</code>
          ) : null}
          <Message
            title={t("webhooks.request")}
            text={messageText(`POST ${attempt.url}`, attempt.requestHeaders, attempt.requestBody)}
          />
          {status === null ? null : (
            <Message
              title={t("webhooks.response")}
              text={messageText(`HTTP ${status}`, responseHeaders ?? {}, responseBody ?? "")}
            />
          )}
        </div>
      </details>
    </li>
  );
}

const messageText = (first: string, headers: Record<string, string>, body: string): string =>
  [first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), "", body].join("\n");

const Message = ({ title, text }: { title: string; text: string }) => (
  <div>
    <h4 className="mb-1 text-xs font-medium text-muted">{title}</h4>
    <pre
      tabIndex={0}
      role="region"
      aria-label={title}
      className="max-h-72 overflow-auto whitespace-pre-wrap break-all rounded-md bg-sunken p-2 text-xs text-ink"
    >
      {text}
    </pre>
  </div>
);
