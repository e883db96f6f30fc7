import { CreateContactInput } from "@nexusone/contracts/contacts";
import { Input } from "@nexusone/ui/field";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FormDialog } from "../../app/form-dialog.tsx";
import { useT } from "../../i18n/context.tsx";
import { useContractForm } from "../../lib/contract-form.ts";
import { useShop } from "../../lib/shop.ts";

type Values = { name: string; phone: string; email: string };

/** Adds a person and opens their page. Somebody who is here already is named instead. */
export function NewCustomerDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { api, slug } = useShop();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useContractForm<Values, typeof CreateContactInput>({
    schema: CreateContactInput,
    defaultValues: { name: "", phone: "", email: "" },
    toInput: ({ name, phone, email }) => ({
      name,
      identifiers: [
        ...(phone.trim() ? [{ type: "phone" as const, value: phone }] : []),
        ...(email.trim() ? [{ type: "email" as const, value: email }] : []),
      ],
    }),
  });
  const create = useMutation(
    api.contacts.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries(api.contacts.pathFilter());
        await navigate({ to: "/m/$slug/customers/$contactId", params: { slug, contactId: id } });
      },
    }),
  );
  return (
    <FormDialog
      title={t("customers.new")}
      action={t("customers.add")}
      busy={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={(event) => void form.handleSubmit((input) => create.mutate(input))(event)}
    >
      <Input label={t("customers.name")} {...form.register("name")} error={form.formState.errors.name?.message} />
      <Input
        label={t("customers.phone")}
        hint={t("customers.phoneHint")}
        type="tel"
        optional
        {...form.register("phone")}
      />
      <Input label={t("customers.email")} type="email" optional {...form.register("email")} />
    </FormDialog>
  );
}
