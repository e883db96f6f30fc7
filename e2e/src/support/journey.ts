import { createSandboxControl, type SandboxControl } from "@nexusone/sandbox/control";
import { afterAll, beforeAll, inject } from "vitest";
import { launchWithExtension, type Browser } from "../browser.ts";
import type { World } from "../world.ts";
import { signInByApi, type Person } from "./api.ts";

/** The world that nobody else uses while a file of this worker runs. */
export function worldOfWorker(): World {
  const world = inject("worlds")[Number(process.env["VITEST_POOL_ID"]) - 1];
  if (world === undefined) throw new Error("there are more workers than worlds");
  return world;
}

export type Journey = {
  readonly world: World;
  readonly sandbox: SandboxControl;
  /** The demo owner over HTTP, in a session of its own. */
  readonly owner: Person;
  readonly browser: Browser;
};

/** One browser for the journeys of a file. What a journey shows is filled in before its tests run. */
export function startJourney(options: Parameters<typeof launchWithExtension>[1] = {}): Journey {
  const world = worldOfWorker();
  const journey: { owner?: Person; browser?: Browser } = {};
  beforeAll(async () => {
    journey.owner = await signInByApi(world);
    journey.browser = await launchWithExtension(world, options);
  });
  afterAll(() => journey.browser?.close());
  const filled = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("used before beforeAll");
    return value;
  };
  return {
    world,
    sandbox: createSandboxControl(world.sandboxUrl),
    get owner() {
      return filled(journey.owner);
    },
    get browser() {
      return filled(journey.browser);
    },
  };
}
