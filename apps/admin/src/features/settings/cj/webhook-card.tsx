import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge, type Tone } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card, Facts } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, Clock, TriangleAlert } from "lucide-react";
import { KnownReason } from "../../../app/known-reason.tsx";
import { AnswerOrCard } from "../../../app/states.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import type { Outputs } from "../../../lib/api.ts";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { toastDone, toastFailed } from "../../../lib/toast.ts";
import { ReplayFailed } from "./replay-messages.tsx";

type Webhook = NonNullable<Outputs["cj"]["getWebhook"]>;

const STATES: Record<Webhook["state"], { readonly tone: Tone; readonly Icon: typeof Check }> = {
  registered: { tone: "good", Icon: Check },
  registering: { tone: "wait", Icon: Clock },
  wanted: { tone: "wait", Icon: Clock },
  unreachable: { tone: "bad", Icon: TriangleAlert },
};
/** Messages come without an event of ours: how long the last one is ago is looked up now and then. */
const REFRESH_MS = 15_000;

/** Whether CJ tells this shop of changes, and how that goes. */
export function WebhookCard() {
  const { t } = useI18n();
  const { api } = useShop();
  const webhook = useQuery(api.cj.getWebhook.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  return (
    <AnswerOrCard query={webhook} height="h-24">
      {(found) => (
        <Card title={t("inbox.title")} hint={t("inbox.hint")} extra={<Register />}>
          {found ? <Standing webhook={found} /> : <p className="text-muted">{t("inbox.none")}</p>}
        </Card>
      )}
    </AnswerOrCard>
  );
}

function Standing({ webhook }: { webhook: Webhook }) {
  const { t, locale } = useI18n();
  const { state, reason, lastMessageAt, nextAt, received, refused, waiting, failed } = webhook;
  const { tone, Icon } = STATES[state];
  const number = new Intl.NumberFormat(locale);
  return (
    <div className="flex flex-col gap-4">
      {reason ? <KnownReason code={reason} /> : null}
      <div className="grid gap-6 sm:grid-cols-2">
        <Facts
          rows={[
            [
              t("inbox.stateName"),
              <Badge key="state" tone={tone} icon={<Icon size={12} aria-hidden />}>
                {t(`inbox.state.${state}`)}
              </Badge>,
            ],
            [t("inbox.last"), lastMessageAt ? <RelativeTime key="last" at={lastMessageAt} /> : t("inbox.never")],
            ...(nextAt ? [[t("inbox.next"), <RelativeTime key="next" at={nextAt} />] as const] : []),
          ]}
        />
        <Facts
          rows={[
            [t("inbox.received"), number.format(received)],
            [t("inbox.refused"), number.format(refused)],
            [t("inbox.waiting"), number.format(waiting)],
            [t("inbox.failed"), number.format(failed)],
          ]}
        />
      </div>
      {failed > 0 ? <ReplayFailed /> : null}
    </div>
  );
}

function Register() {
  const { t } = useI18n();
  const { api } = useShop();
  const refused = useRefusal("cj:manage");
  const queryClient = useQueryClient();
  const register = useMutation(
    api.cj.registerWebhook.mutationOptions({
      onSuccess: (found) => {
        queryClient.setQueryData(api.cj.getWebhook.queryKey(), found);
        if (found?.state === "registered") void toastDone(t("inbox.registered"));
      },
      onError: (error) => void toastFailed(error, t),
      onSettled: () => queryClient.invalidateQueries(api.cj.pathFilter()),
    }),
  );
  return (
    <Button size="sm" busy={register.isPending} refused={refused} onClick={() => register.mutate()}>
      {t("inbox.register")}
    </Button>
  );
}
