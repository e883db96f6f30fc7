import type { Fault, FaultInput, FaultMatch, SandboxVendor } from "./control-types.ts";

/** Misbehaviour on demand. The first fault that matches a request shapes it; one with `times` ends by itself. */
export class FaultBoard {
  private readonly faults = new Map<string, Fault>();
  /** Requests that each has met. */
  private readonly met = new Map<string, number>();
  private nextId = 1;

  add(input: FaultInput): Fault {
    const fault = { ...input, id: `fault-${this.nextId++}`, hits: 0 };
    this.faults.set(fault.id, fault);
    return fault;
  }

  list(): Fault[] {
    return [...this.faults.values()];
  }

  remove(id: string): void {
    this.faults.delete(id);
  }

  clear(): void {
    this.faults.clear();
  }

  /** The fault this request meets, already counted. */
  take(vendor: SandboxVendor, method: string, paths: readonly string[]): Fault | undefined {
    for (const fault of this.faults.values()) {
      if (!isHit(fault.match, vendor, method, paths)) continue;
      const met = this.met.get(fault.id) ?? 0;
      this.met.set(fault.id, met + 1);
      if (fault.every !== undefined && met % fault.every !== 0) continue;
      fault.hits++;
      if (fault.times !== undefined && fault.hits >= fault.times) this.faults.delete(fault.id);
      return fault;
    }
    return undefined;
  }
}

function isHit(match: FaultMatch, vendor: SandboxVendor, method: string, paths: readonly string[]): boolean {
  if (match.vendor !== vendor) return false;
  if (match.method !== undefined && match.method.toUpperCase() !== method.toUpperCase()) return false;
  const wanted = match.path;
  return wanted === undefined || paths.some((path) => matchesPath(wanted, path));
}

/** `*` matches anything, slashes included; without one the text is a prefix. */
export function matchesPath(pattern: string, path: string): boolean {
  if (!pattern.includes("*")) return path.startsWith(pattern);
  return new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
      .join(".*")}$`,
  ).test(path);
}
