import { isOpen, type Batch } from "./batch.ts";

const ALARM = "queue";
/** The shortest period Chrome gives an installed extension. */
const EVERY_MINUTES = 0.5;

/**
 * An alarm starts the worker again while there is work, also when no page asks anything. Alarms do not survive every restart
 * of Chrome, so each start of the worker looks anew.
 */
export async function watchQueue(busy: boolean): Promise<void> {
  const set = (await chrome.alarms.get(ALARM)) !== undefined;
  if (busy && !set) await chrome.alarms.create(ALARM, { periodInMinutes: EVERY_MINUTES });
  if (!busy && set) await chrome.alarms.clear(ALARM);
}

export const isQueueAlarm = ({ name }: chrome.alarms.Alarm): boolean => name === ALARM;

/** The toolbar says how many products are on their way, or that some wait for a person. */
export async function badge(batches: readonly Batch[]): Promise<void> {
  const text = badgeText(batches);
  await chrome.action.setBadgeBackgroundColor({ color: text === "!" ? "#8a5300" : "#4f46e5" });
  await chrome.action.setBadgeTextColor({ color: "#ffffff" });
  await chrome.action.setBadgeText({ text });
}

/** At most four characters fit. */
export function badgeText(batches: readonly Batch[]): string {
  const open = batches.filter(isOpen);
  if (open.some(({ hold }) => hold?.held)) return "!";
  const count = open.reduce((sum, { items }) => sum + items.length, 0);
  return count === 0 ? "" : String(count);
}
