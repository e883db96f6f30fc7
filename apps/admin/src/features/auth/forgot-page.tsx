import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { Link, useRouteContext } from "@tanstack/react-router";
import { useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { Heading } from "./heading.tsx";

export function ForgotPage() {
  const { t, locale } = useI18n();
  const { person } = useRouteContext({ from: "__root__" });
  const [email, setEmail] = useState("");
  const request = useMutation(person.identity.requestPasswordReset.mutationOptions());
  const back = (
    <p className="mt-5 text-center text-sm">
      <Link to="/sign-in" className="font-medium text-accent-ink hover:underline">
        {t("auth.back")}
      </Link>
    </p>
  );
  if (request.isSuccess) {
    return (
      <>
        <Heading title={t("auth.link.sent")}>{t("auth.link.sentText", { email })}</Heading>
        {back}
      </>
    );
  }
  return (
    <>
      <Heading title={t("auth.forgot.title")}>{t("auth.forgot.text")}</Heading>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          request.mutate({ email, locale });
        }}
      >
        <Refused error={request.error} />
        <Input
          label={t("auth.email")}
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          controlClassName="h-10"
        />
        <Button type="submit" look="primary" size="lg" busy={request.isPending}>
          {t("auth.forgot.action")}
        </Button>
      </form>
      {back}
    </>
  );
}
