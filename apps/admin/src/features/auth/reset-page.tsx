import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useNavigate, useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { Heading } from "./heading.tsx";

const route = getRouteApi("/_auth/auth/reset");

export function ResetPage() {
  const t = useT();
  const { person } = useRouteContext({ from: "__root__" });
  const { token } = route.useSearch();
  const navigate = useNavigate();
  const [password, setPassword] = useState("");
  const reset = useMutation(
    person.identity.resetPassword.mutationOptions({ onSuccess: () => navigate({ to: "/sign-in", replace: true }) }),
  );
  return (
    <>
      <Heading title={t("auth.reset.title")}>{t("auth.reset.text")}</Heading>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          reset.mutate({ token, password });
        }}
      >
        <Refused error={reset.error} />
        <Input
          label={t("auth.newPassword")}
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          autoFocus
          hint={t("auth.passwordHint")}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          controlClassName="h-10"
        />
        <Button type="submit" look="primary" size="lg" busy={reset.isPending}>
          {t("auth.reset.action")}
        </Button>
      </form>
    </>
  );
}
