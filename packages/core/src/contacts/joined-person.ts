import type { KeptMerge, KeptPerson } from "@nexusone/db/schema/contact-merges";

/** Both as one: what the one lacks is the other's. */
export const joinPersons = (into: KeptPerson, from: KeptPerson): KeptPerson => ({
  name: into.name || from.name,
  language: into.language ?? from.language,
  deliveryPreferences: into.deliveryPreferences ?? from.deliveryPreferences,
  note: [into.note, from.note].filter(Boolean).join("\n"),
  tags: [...new Set([...into.tags, ...from.tags])].toSorted(),
});

/** `base`, with what people changed between `then` and `now`. Of tags each for itself. */
function changedSince(base: KeptPerson, then: KeptPerson, now: KeptPerson): KeptPerson {
  const pick = <Field extends keyof KeptPerson>(field: Field): KeptPerson[Field] =>
    JSON.stringify(now[field]) === JSON.stringify(then[field]) ? base[field] : now[field];
  const own = base.tags.filter((tag) => now.tags.includes(tag) || !then.tags.includes(tag));
  const added = now.tags.filter((tag) => !then.tags.includes(tag));
  return {
    name: pick("name"),
    note: pick("note"),
    language: pick("language"),
    deliveryPreferences: pick("deliveryPreferences"),
    tags: [...new Set([...own, ...added])].toSorted(),
  };
}

/**
 * A person as if they had never been joined with one of several, though others were joined since: those are joined again in their
 * order. What was changed by hand stays. Pure.
 * @param later what is kept of the merges since that hold, the oldest first. @returns the person, and these as they are to be kept
 */
export function withoutJoined<Later extends Pick<KeptMerge, "person" | "before" | "after">>(
  now: KeptPerson,
  kept: Pick<KeptMerge, "before" | "after">,
  later: readonly Later[],
): { readonly now: KeptPerson; readonly later: Later[] } {
  let [base, then] = [kept.before, kept.after];
  const again = later.map((one) => {
    const before = changedSince(base, then, one.before);
    const after = joinPersons(before, one.person);
    [base, then] = [after, one.after];
    return { ...one, before, after };
  });
  return { now: changedSince(base, then, now), later: again };
}
