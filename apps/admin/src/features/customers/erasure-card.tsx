import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { UserX } from "lucide-react";
import { useState } from "react";
import { Confirm } from "../../app/confirm.tsx";
import { toastDone } from "../../lib/toast.ts";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import type { Customer } from "./customer-page.tsx";

/** Forgets a person on their request; nobody can bring them back. */
export function ErasureCard({ customer: { id, name } }: { customer: Customer }) {
  const t = useT();
  const { api, slug } = useShop();
  const navigate = useNavigate();
  const refused = useRefusal("contacts:edit");
  const [asking, setAsking] = useState(false);
  const erase = useMutation(
    api.erasures.erase.mutationOptions({
      onSuccess: async () => {
        void toastDone(t("erasures.done"));
        await navigate({ to: "/m/$slug/customers", params: { slug } });
      },
    }),
  );
  return (
    <Card title={t("erasures.card")} hint={t("erasures.cardHint")}>
      <Button icon={<UserX size={15} aria-hidden />} refused={refused} onClick={() => setAsking(true)}>
        {t("erasures.erase")}
      </Button>
      {asking ? (
        <Confirm
          title={t("erasures.eraseTitle", { name: name || t("customers.unnamed") })}
          action={t("erasures.eraseAction")}
          busy={erase.isPending}
          error={erase.error}
          onConfirm={() => erase.mutate({ contactId: id })}
          onClose={() => setAsking(false)}
        >
          {t("erasures.eraseText")}
        </Confirm>
      ) : null}
    </Card>
  );
}
