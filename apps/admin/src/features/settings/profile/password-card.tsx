import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";

export function PasswordCard() {
  const t = useT();
  const { person } = useShop();
  const queryClient = useQueryClient();
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const change = useMutation(
    person.identity.changePassword.mutationOptions({
      onSuccess: async () => {
        setCurrent("");
        setNew("");
        void toastDone(t("profile.passwordChanged"));
        await queryClient.invalidateQueries(person.identity.listSessions.pathFilter());
      },
    }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate({ currentPassword, newPassword });
  };
  return (
    <Card title={t("profile.password")}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Refused error={change.error} />
        <div className="flex flex-wrap items-start gap-3">
          <Input
            className="min-w-0 flex-1 basis-48"
            label={t("profile.currentPassword")}
            type="password"
            autoComplete="current-password"
            required
            value={currentPassword}
            onChange={(event) => setCurrent(event.target.value)}
          />
          <Input
            className="min-w-0 flex-1 basis-48"
            label={t("profile.newPassword")}
            hint={t("auth.passwordHint")}
            type="password"
            autoComplete="new-password"
            required
            minLength={10}
            value={newPassword}
            onChange={(event) => setNew(event.target.value)}
          />
          <Button type="submit" className="mt-6" busy={change.isPending}>
            {t("profile.changePassword")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
