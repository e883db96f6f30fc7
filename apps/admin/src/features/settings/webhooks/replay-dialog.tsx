import type { WebhookId } from "@nexusone/contracts/ids";
import { MAX_REPLAY, type ReplayInput } from "@nexusone/contracts/webhooks";
import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input, Select } from "@nexusone/ui/field";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Reason, Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import { explain } from "@nexusone/contracts/reasons";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";

const DAY_MS = 86_400_000;
/** What a `datetime-local` control shows: the reader's own wall clock. */
const local = (at: number): string =>
  new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
const iso = (text: string): string | undefined => {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};

/** What to send again, how many that is, and one button that says so. */
export function ReplayDialog({ webhookId, onClose }: { webhookId: WebhookId; onClose: () => void }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const queryClient = useQueryClient();
  const [what, setWhat] = useState<"failed" | "range">("failed");
  const [from, setFrom] = useState(() => local(Date.now() - 7 * DAY_MS));
  const [to, setTo] = useState(() => local(Date.now() + 60_000));
  const [since, until] = [iso(from), iso(to)];
  const input: ReplayInput | undefined =
    since === undefined || until === undefined
      ? undefined
      : what === "failed"
        ? { what, webhookId, since }
        : { what, webhookId, from: since, to: until };
  const preview = useQuery(
    api.webhooks.previewReplay.queryOptions(input ?? { what: "failed", webhookId, since: new Date(0).toISOString() }, {
      enabled: input !== undefined,
    }),
  );
  const replay = useMutation(
    api.webhooks.replay.mutationOptions({
      onSuccess: async ({ count }) => {
        onClose();
        void toastDone(t("webhooks.replayed", { count }));
        await queryClient.invalidateQueries(api.webhooks.pathFilter());
      },
    }),
  );
  const count = input && preview.data ? preview.data.count : 0;
  const tooMany = count > MAX_REPLAY;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("webhooks.replayTitle")}
      description={t("webhooks.replayText")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            look="primary"
            busy={replay.isPending || preview.isFetching}
            disabled={count === 0 || tooMany}
            onClick={() => input && replay.mutate(input)}
          >
            {t("webhooks.replayAction", { count: Math.min(count, MAX_REPLAY) })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Refused error={replay.error ?? preview.error} onRetry={() => void preview.refetch()} />
        <Select
          label={t("webhooks.events")}
          value={what}
          onChange={(event) => setWhat(event.target.value === "range" ? "range" : "failed")}
        >
          <option value="failed">{t("webhooks.replayFailed")}</option>
          <option value="range">{t("webhooks.replayRange")}</option>
        </Select>
        <div className="grid gap-4 sm:grid-cols-2">
          <Input
            label={t("webhooks.from")}
            type="datetime-local"
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
          {what === "range" ? (
            <Input
              label={t("webhooks.to")}
              type="datetime-local"
              value={to}
              onChange={(event) => setTo(event.target.value)}
            />
          ) : null}
        </div>
        {tooMany ? (
          <Reason said={explain("webhooks.replay_too_large", locale, { limit: MAX_REPLAY })} />
        ) : (
          <p aria-live="polite" className="text-soft">
            {t("webhooks.replayCount", { count })}
          </p>
        )}
      </div>
    </Dialog>
  );
}
