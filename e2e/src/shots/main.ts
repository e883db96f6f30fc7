import { mkdirSync, rmSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { root, startWorld } from "../world.ts";
import { signInByApi } from "../support/api.ts";
import { writeContactSheet, type Shot } from "./contact-sheet.ts";
import { shootGallery } from "./gallery.ts";
import { REAL_CARD, shootRealCard } from "./real-card.ts";
import { REAL_LISTING, shootRealListing } from "./real-listing.ts";
import { REAL_PANEL, shootRealPanel } from "./real-panel.ts";
import { SCREENS } from "./screens.ts";
import { seedShops } from "./seed.ts";
import { shootScreens } from "./shoot.ts";
import { shootStore, STORE } from "./store.ts";

/**
 * Pictures of every screen, and of the extension in every state, into `.shots/`. Ends with 1 and a list when axe finds something
 * serious, a screen scrolls sideways, or a console holds an error. Arguments narrow it to names that contain one of them.
 */
const folder = path.join(root, ".shots");
const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((part) => name.includes(part));

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const started = Date.now();
const workers = Math.max(2, Math.min(4, cpus().length));
const real = [...REAL_CARD, ...REAL_LISTING, ...REAL_PANEL, ...STORE];
const needsShops = SCREENS.some(({ name }) => isWanted(name));
const needsWorld = needsShops || real.some(isWanted);
const shots: Shot[] = [];
const world = needsWorld ? await startWorld({ extension: real.some(isWanted) }) : undefined;
try {
  // Seeding waits for CJ's limits most of the time: the extension's states are drawn meanwhile.
  const [seeded, gallery] = await Promise.all([
    world && needsShops ? seedShops(world) : undefined,
    shootGallery({ folder, workers: needsWorld ? 1 : workers, isWanted }),
  ]);
  if (world && seeded) shots.push(...(await shootScreens({ world, seeded, folder, workers, isWanted })));
  shots.push(...gallery);
  if (world && real.some(isWanted)) {
    const options = { world, owner: await signInByApi(world), folder, isWanted };
    for (const shoot of [shootRealCard, shootRealListing, shootRealPanel, shootStore])
      shots.push(...(await shoot(options)));
  }
} finally {
  await world?.stop();
}
writeContactSheet(folder, shots);

const bad = shots.filter(({ findings }) => findings.length > 0);
for (const { file, findings } of bad) process.stdout.write(`${file}\n${findings.map((one) => `  ${one}\n`).join("")}`);
const seconds = Math.round((Date.now() - started) / 1000);
process.stdout.write(`${shots.length} pictures in ${folder}, ${bad.length} with findings, ${seconds} s\n`);
process.exit(bad.length > 0 ? 1 : 0);
