import type { ConflictView } from "@nexusone/contracts/contacts";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Merge } from "lucide-react";
import { useState } from "react";
import { FormDialog } from "../../app/form-dialog.tsx";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import type { Customer } from "./customer-page.tsx";
import { useMerge } from "./use-merge.ts";

/** Who else this customer may be, and what says so: join the two, or remember that they are different. Nothing when nobody is. */
export function ConflictsCard({ customer }: { customer: Customer }) {
  const t = useT();
  if (customer.conflicts.length === 0) return null;
  return (
    <Card flush title={t("customers.conflict")} hint={t("customers.conflictHint")}>
      <ul aria-label={t("customers.conflict")}>
        {customer.conflicts.map((conflict) => (
          <Conflict key={conflict.id} customer={customer} conflict={conflict} />
        ))}
      </ul>
    </Card>
  );
}

function Conflict({ customer, conflict }: { customer: Customer; conflict: ConflictView }) {
  const t = useT();
  const { api, slug } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("contacts:edit");
  const [joining, setJoining] = useState(false);
  const merge = useMerge(() => setJoining(false));
  const apart = useMutation(
    api.contacts.keepApart.mutationOptions({
      onSuccess: async () => {
        void toastDone(t("customers.keptApart"));
        await queryClient.invalidateQueries(api.contacts.pathFilter());
      },
    }),
  );
  const other = conflict.people.find(({ id }) => id !== customer.id);
  if (!other) return null;
  const name = other.name || t("customers.unnamed");
  const here = customer.name || t("customers.unnamed");
  const values = conflict.people.flatMap(({ identifiers }) => identifiers.map(({ value }) => value)).join(" · ");
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-64">
        <Link
          to="/m/$slug/customers/$contactId"
          params={{ slug, contactId: other.id }}
          className="text-ink hover:underline"
        >
          <bdi>{t("customers.conflictWith", { name })}</bdi>
        </Link>
        <p className="text-xs text-muted">
          {t(`customers.conflictBy.${conflict.source}`, { values })} <RelativeTime at={conflict.at} />
          {conflict.conversationId === null ? null : (
            <>
              {" · "}
              <Link
                to="/m/$slug/inbox/$conversationId"
                params={{ slug, conversationId: conflict.conversationId }}
                className="underline"
              >
                {t("customers.conflictMessage")}
              </Link>
            </>
          )}
        </p>
        <div className="empty:hidden">
          <Refused error={apart.error} />
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" icon={<Merge size={14} aria-hidden />} refused={refused} onClick={() => setJoining(true)}>
          {t("customers.conflictJoin")}
        </Button>
        <Button
          size="sm"
          refused={refused}
          busy={apart.isPending}
          onClick={() => apart.mutate({ conflictId: conflict.id })}
        >
          {t("customers.conflictApart")}
        </Button>
      </div>
      {joining ? (
        <FormDialog
          title={t("customers.conflictJoinTitle", { name: here, other: name })}
          action={t("customers.conflictJoin")}
          busy={merge.isPending}
          error={merge.error}
          onSubmit={() => merge.mutate({ id: customer.id, mergedId: other.id })}
          onClose={() => setJoining(false)}
        >
          <p className="text-soft">{t("customers.conflictJoinText", { name: here, other: name })}</p>
        </FormDialog>
      ) : null}
    </li>
  );
}
