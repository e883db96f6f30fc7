import type { CategoryId } from "@nexusone/contracts/ids";
import { Button, buttonClass } from "@nexusone/ui/button";
import { Input, Select, Textarea } from "@nexusone/ui/field";
import { Card, EmptyState, PageHeader } from "@nexusone/ui/layout";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Refused } from "../../app/refused.tsx";
import { Crumbs } from "../../app/crumbs.tsx";
import { useT } from "../../i18n/context.tsx";
import { refusalOf } from "../../lib/api.ts";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { toastDone } from "../../lib/toast.ts";
import { emptyLine, problemsOf, toVariants, type VariantLine } from "./new-product-form.ts";
import { PackageFields, type PackageText } from "./package-fields.tsx";
import { TagsField } from "./tags-field.tsx";
import { VariantLines } from "./variant-lines.tsx";

const NOTHING = { name: "", description: "", imageUrl: "", categoryId: "" };

/** A product of the merchant's own: one page, one button. */
export function NewProductPage() {
  const t = useT();
  const { api, slug } = useShop();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const refused = useRefusal("catalog:edit");
  const { currency } = useSuspenseQuery(api.merchants.getSettings.queryOptions()).data;
  const facets = useQuery(api.catalog.listFacets.queryOptions());
  const [values, setValues] = useState(NOTHING);
  const [tags, setTags] = useState<readonly string[]>([]);
  const [pack, setPack] = useState<PackageText>({ brand: "", barcode: "", ingredients: "", expiresOn: "" });
  const [lines, setLines] = useState<readonly VariantLine[]>([emptyLine(0)]);
  const [checked, setChecked] = useState(false);
  const create = useMutation(
    api.catalog.createProduct.mutationOptions({
      onSuccess: async (product) => {
        queryClient.setQueryData(api.catalog.getProduct.queryKey({ id: product.id }), product);
        void toastDone(t("own.created"));
        void queryClient.invalidateQueries(api.catalog.listProducts.pathFilter());
        void queryClient.invalidateQueries(api.billing.pathFilter());
        await navigate({ to: "/m/$slug/catalogue/$productId", params: { slug, productId: product.id }, replace: true });
      },
    }),
  );
  const badPicture = values.imageUrl.trim() !== "" && !/^https:\/\/\S+\.\S+/.test(values.imageUrl.trim());
  const bad = values.name.trim() === "" || badPicture || lines.some((line) => problemsOf(line, currency).length > 0);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (bad) return;
    create.mutate({
      name: values.name.trim(),
      description: values.description,
      ...(values.categoryId && { categoryId: values.categoryId as CategoryId }), // chosen among the shop's own
      ...(values.imageUrl.trim() && { imageUrls: [values.imageUrl.trim()] }),
      tags: [...tags],
      brand: pack.brand,
      // An empty code is no code.
      barcode: pack.barcode.trim() || null,
      ingredients: pack.ingredients,
      expiresOn: pack.expiresOn || null,
      variants: toVariants(lines, currency),
    });
  };
  const set = (part: Partial<typeof NOTHING>): void => setValues({ ...values, ...part });
  const barcodeRefused = refusalOf(create.error)?.reason.startsWith("catalog.barcode") ?? false;
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("own.new")} · NexusOne`}</title>
      <PageHeader crumbs={<Crumbs list="catalogue" here={t("own.new")} />} title={t("own.new")} />
      {refused !== undefined ? (
        <EmptyState
          icon={<Lock size={18} aria-hidden />}
          title={refused}
          action={
            <Link to="/m/$slug/catalogue" params={{ slug }} className={buttonClass()}>
              {t("catalogue.title")}
            </Link>
          }
        />
      ) : (
        <form noValidate onSubmit={submit} className="flex flex-col gap-4">
          <p className="text-sm text-muted">{t("own.newHint")}</p>
          <Card>
            <div className="flex flex-col gap-4">
              <Input
                label={t("own.name")}
                maxLength={500}
                value={values.name}
                onChange={(event) => set({ name: event.target.value })}
                error={checked && values.name.trim() === "" ? t("form.required") : undefined}
              />
              <Textarea
                label={t("own.description")}
                optional
                hint={t("own.descriptionHint")}
                maxLength={100_000}
                dir="auto"
                value={values.description}
                onChange={(event) => set({ description: event.target.value })}
              />
              <div className="grid gap-4 sm:grid-cols-2">
                <Select
                  label={t("product.category")}
                  value={values.categoryId}
                  onChange={(event) => set({ categoryId: event.target.value })}
                >
                  <option value="">{t("product.noCategory")}</option>
                  {facets.data?.categories.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </Select>
                <Input
                  label={t("own.picture")}
                  optional
                  type="url"
                  hint={t("own.pictureHint")}
                  maxLength={2_000}
                  value={values.imageUrl}
                  onChange={(event) => set({ imageUrl: event.target.value })}
                  error={checked && badPicture ? t("form.invalid") : undefined}
                />
              </div>
              <TagsField tags={[...tags]} known={facets.data?.tags ?? []} disabled={false} onChange={setTags} />
            </div>
          </Card>
          <Card title={t("own.variants")} hint={t("own.variantsHint")}>
            <VariantLines lines={lines} currency={currency} checked={checked} onChange={setLines} />
          </Card>
          <Card title={t("own.package")}>
            <PackageFields values={pack} onChange={setPack} barcodeRefused={barcodeRefused} />
          </Card>
          <div className="flex flex-wrap items-center justify-end gap-3">
            <span className="min-w-0 flex-1 basis-60">
              <Refused error={create.error} bare />
            </span>
            <Link to="/m/$slug/catalogue" params={{ slug }} className={buttonClass()}>
              {t("common.cancel")}
            </Link>
            <Button type="submit" look="primary" busy={create.isPending}>
              {t("own.create")}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
