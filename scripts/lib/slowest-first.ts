import { BaseSequencer, type TestSpecification } from "vitest/node";
import { SLOWEST } from "./slowest.ts";

/** A clean clone knows no durations; by size alone the longest files would begin anywhere. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    return (await super.sort(files)).toSorted((a, b) => order(a) - order(b) || rankOf(a.moduleId) - rankOf(b.moduleId));
  }
}

const rankOf = (file: string): number => {
  const rank = SLOWEST.findIndex((name) => file.endsWith(`/${name}`));
  return rank === -1 ? SLOWEST.length : rank;
};
