import { readdirSync, readFileSync } from "node:fs";

import { expect, it } from "vitest";

const FOLDER = new URL("./", import.meta.url);

/** The import and export lines of the sources of a folder, tests and fixtures left out. */
function importsOf(folder: string): string[] {
  const files = readdirSync(new URL(`${folder}/`, FOLDER)).filter((name) => !/\.(?:test|fixture)\.ts$/.test(name));
  expect(files.length).toBeGreaterThan(1);
  return files.flatMap((name) => {
    const source = readFileSync(new URL(`${folder}/${name}`, FOLDER), "utf8");
    return [...source.matchAll(/^(?:import|export)\s[^;]*?from "([^"]+)";/gm)].map(([line]) => `${name}: ${line}`);
  });
}

it("[WAM-14] the package knows its vendors and nothing of ours", () => {
  const all = ["shared", "webhook", "rules", "client", "templates"].flatMap(importsOf);
  expect(all.filter((line) => line.includes("@nexusone/"))).toEqual([]);
});

it.each(["rules", "templates"])(
  "[TPL-05] %s run in a browser too: of Node and of the other halves they take types only",
  (folder) => {
    const values = importsOf(folder).filter((line) => !/: (?:import|export) type /.test(line));
    expect(values.filter((line) => /"(?:node:|\.\.\/(?:webhook|client)\/)/.test(line))).toEqual([]);
  },
);
