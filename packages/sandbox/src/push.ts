import type { SandboxClock } from "./clock.ts";
import { hash32 } from "./random.ts";

/** "held": everything waits until the control API says how it is delivered; "auto": it leaves at once, as the vendor does it. */
type Mode = "held" | "auto";

/** What pushing webhooks is for every vendor: when they leave, and by which manners they travel. */
export abstract class Push<Manners extends object> {
  protected readonly clock: SandboxClock;
  protected readonly seed: string;
  /** Tells what has happened by itself since it was asked last. */
  protected readonly collect: () => void;
  protected mode: Mode;
  protected manners: Manners;
  protected abstract readonly tickMs: number;
  private readonly firstMode: Mode;
  private readonly good: Manners;
  private timer: NodeJS.Timeout | undefined;

  /** `good`: manners of a network without faults. */
  constructor(clock: SandboxClock, seed: string, mode: Mode, good: Manners, collect: () => void) {
    this.clock = clock;
    this.seed = seed;
    this.mode = mode;
    this.firstMode = mode;
    this.good = good;
    this.manners = good;
    this.collect = collect;
  }

  protected abstract sendDue(): Promise<void>;

  start(): void {
    this.timer = setInterval(() => {
      if (this.mode === "auto") void this.sendDue();
    }, this.tickMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  reset(): void {
    this.mode = this.firstMode;
    this.manners = this.good;
  }

  setMode(mode: Mode): void {
    this.mode = mode;
  }

  /** From now on they get lost, come twice, or overtake each other. */
  setManners(manners: Partial<Manners>): void {
    this.manners = { ...this.good, ...manners };
  }

  /** 0 to 1, by the seed alone. */
  protected draw(of: string): number {
    return hash32(`${this.seed}:${of}`) / 2 ** 32;
  }
}
