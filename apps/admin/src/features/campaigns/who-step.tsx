import { AUDIENCE_CONSENTS } from "@nexusone/contracts/campaign-terms";
import { Input, Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { chipClass } from "@nexusone/ui/table";
import { useState, type ReactNode } from "react";
import { useT } from "../../i18n/context.tsx";
import { AudienceCard } from "./audience-card.tsx";
import type { Campaign, CampaignOptions } from "./campaigns-query.ts";
import { StepForm } from "./step-form.tsx";

export type Audience = Campaign["audience"];
type Props = {
  options: CampaignOptions;
  campaign: Campaign;
  busy: boolean;
  error: unknown;
  onNext: (audience: Audience) => void;
};

const toggled = (list: readonly string[], one: string): string[] =>
  list.includes(one) ? list.filter((each) => each !== one) : [...list, one];
/** What is typed as a number; undefined when the box is empty. */
const numberOf = (text: string): number | undefined => (/^\d+$/.test(text) ? Number(text) : undefined);

/** Who gets it, with how many that are beside it as one chooses. */
export function WhoStep({ options, campaign, busy, error, onNext }: Props) {
  const t = useT();
  const [audience, setAudience] = useState(campaign.audience);
  const { tags, orders, lastOrder, lastHeard, consent, after } = audience;
  const set = (change: Partial<Audience>): void => setAudience({ ...audience, ...change });
  const others = options.campaigns.filter(({ id }) => id !== campaign.id);
  return (
    <StepForm busy={busy} error={error} onNext={() => onNext(audience)}>
      <div className="grid gap-4 lg:grid-cols-[1fr_20rem] lg:items-start">
        <Card title={t("campaigns.step.who")} hint={t("campaigns.whoHint")}>
          <div className="flex flex-col gap-5">
            <Select
              label={t("campaigns.consent")}
              hint={t(`campaigns.consentHint.${consent}`)}
              value={consent}
              onChange={({ target }) =>
                set({ consent: AUDIENCE_CONSENTS.find((one) => one === target.value) ?? consent })
              }
            >
              {AUDIENCE_CONSENTS.map((one) => (
                <option key={one} value={one}>
                  {t(`campaigns.consent.${one}`)}
                </option>
              ))}
            </Select>
            {options.tags.length > 0 ? (
              <fieldset>
                <legend className="mb-1 text-sm font-medium text-soft">{t("campaigns.tags")}</legend>
                <div className="flex flex-wrap gap-2">
                  {options.tags.map(({ tag, people }) => (
                    <button
                      key={tag}
                      type="button"
                      aria-pressed={tags.includes(tag)}
                      className={chipClass(tags.includes(tag))}
                      onClick={() => set({ tags: toggled(tags, tag) })}
                    >
                      {t("campaigns.tagged", { tag, count: people })}
                    </button>
                  ))}
                </div>
              </fieldset>
            ) : (
              <p className="text-sm text-muted">{t("campaigns.noTags")}</p>
            )}
            <Pair legend={t("campaigns.orders")}>
              <Days
                label={t("campaigns.atLeast")}
                value={orders.min}
                onChange={(min) => set({ orders: { ...orders, min } })}
              />
              <Days
                label={t("campaigns.atMost")}
                value={orders.max}
                onChange={(max) => set({ orders: { ...orders, max } })}
              />
            </Pair>
            <Pair legend={t("campaigns.lastOrder")} hint={t("campaigns.daysHint")}>
              <Days
                label={t("campaigns.withinDays")}
                value={lastOrder.withinDays}
                onChange={(withinDays) => set({ lastOrder: { ...lastOrder, withinDays } })}
              />
              <Days
                label={t("campaigns.olderThanDays")}
                value={lastOrder.olderThanDays}
                onChange={(olderThanDays) => set({ lastOrder: { ...lastOrder, olderThanDays } })}
              />
            </Pair>
            <Pair legend={t("campaigns.lastHeard")} hint={t("campaigns.lastHeardHint")}>
              <Days
                label={t("campaigns.withinDays")}
                value={lastHeard.withinDays}
                onChange={(withinDays) => set({ lastHeard: { ...lastHeard, withinDays } })}
              />
              <Days
                label={t("campaigns.olderThanDays")}
                value={lastHeard.olderThanDays}
                onChange={(olderThanDays) => set({ lastHeard: { ...lastHeard, olderThanDays } })}
              />
            </Pair>
            {others.length > 0 ? (
              <Pair legend={t("campaigns.follows")} hint={t("campaigns.followsHint")}>
                <Select
                  label={t("campaigns.followed")}
                  value={after?.campaignId ?? ""}
                  onChange={({ target }) => {
                    const campaignId = others.find(({ id }) => id === target.value)?.id;
                    set({ after: campaignId ? { answered: false, days: 3, ...after, campaignId } : null });
                  }}
                >
                  <option value="">{t("campaigns.followsNone")}</option>
                  {others.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </Select>
                {after ? (
                  <>
                    <Select
                      label={t("campaigns.who")}
                      value={after.answered ? "yes" : "no"}
                      onChange={({ target }) => set({ after: { ...after, answered: target.value === "yes" } })}
                    >
                      <option value="no">{t("campaigns.whoDidNotAnswer")}</option>
                      <option value="yes">{t("campaigns.whoAnswered")}</option>
                    </Select>
                    <Days
                      label={t("campaigns.afterDays")}
                      value={after.days}
                      onChange={(days) => set({ after: { ...after, days: days ?? 0 } })}
                    />
                  </>
                ) : null}
              </Pair>
            ) : null}
          </div>
        </Card>
        <AudienceCard campaign={campaign} audience={audience} />
      </div>
    </StepForm>
  );
}

function Pair({ legend, hint, children }: { legend: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="text-sm font-medium text-ink">{legend}</legend>
      {hint ? <p className="text-xs text-muted">{hint}</p> : null}
      <div className="mt-1 grid gap-3 sm:grid-cols-2">{children}</div>
    </fieldset>
  );
}

type DaysProps = { label: string; value: number | undefined; onChange: (value: number | undefined) => void };
function Days({ label, value, onChange }: DaysProps) {
  return (
    <Input
      label={label}
      optional
      inputMode="numeric"
      maxLength={4}
      value={value ?? ""}
      onChange={({ target }) => onChange(numberOf(target.value))}
    />
  );
}
