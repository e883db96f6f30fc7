import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Checkbox } from "@nexusone/ui/toggle";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useAfterSignIn } from "./after-sign-in.ts";
import { Heading } from "./heading.tsx";

const route = getRouteApi("/_auth/auth/invite");

export function InvitePage() {
  const t = useT();
  const { person } = useRouteContext({ from: "__root__" });
  const { token } = route.useSearch();
  const afterSignIn = useAfterSignIn();
  const [known, setKnown] = useState(false);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const accept = useMutation(person.team.acceptInvitation.mutationOptions({ onSuccess: () => afterSignIn(undefined) }));
  return (
    <>
      <Heading title={t("auth.invite.title")}>{t("auth.invite.text")}</Heading>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          accept.mutate(known ? { token } : { token, name, password });
        }}
      >
        <Refused error={accept.error} />
        <Checkbox
          label={t("auth.invite.haveAccount")}
          checked={known}
          onChange={(event) => setKnown(event.target.checked)}
        />
        {known ? null : (
          <>
            <Input
              label={t("auth.signUp.name")}
              autoComplete="name"
              required
              value={name}
              onChange={(event) => setName(event.target.value)}
              controlClassName="h-10"
            />
            <Input
              label={t("auth.password")}
              type="password"
              autoComplete="new-password"
              required
              minLength={10}
              hint={t("auth.passwordHint")}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              controlClassName="h-10"
            />
          </>
        )}
        <Button type="submit" look="primary" size="lg" busy={accept.isPending}>
          {t("auth.invite.action")}
        </Button>
      </form>
    </>
  );
}
