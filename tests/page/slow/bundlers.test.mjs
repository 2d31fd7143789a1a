// The npm package in what people build with: its tarball is installed into an empty project of each tool, untouched, built,
// and run in the browser, where the element shows its samples and the interface trains to the same bits. The versions are
// those of docs/embedding.md.

import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { serve } from "../../../scripts/serve.mjs";
import { guard, newContext, root } from "../browser.mjs";

const folder = mkdtempSync(join(tmpdir(), "thermogen-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} cwd @param {string} command @param {...string} words */
const run = (cwd, command, ...words) =>
  execFileSync(command, words, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });

const [packed] = JSON.parse(run(folder, "npm", "pack", join(root, "dist/thermogen"), "--json"));

const program = `import "thermogen/element";
import { generate, train } from "thermogen";
(async () => {
  const model = await train({ images: { glyphs: ["0", "1"], size: 8 }, settings: { hidden: 20, iterations: 5 } });
  document.title = (await generate(model, { samples: 2 })).fingerprint;
})();
`;
const page = (/** @type {string} */ script) =>
  `<!doctype html><html lang="en"><title>x</title><link rel="icon" href="data:,"><div style="width: 300px"><thermo-gen samples="1"></thermo-gen></div>${script}</html>`;
const asModule = '<script type="module" src="main.js"></script>';

/** An empty project with the package and a tool. @param {string} name @param {...string} tools */
function project(name, ...tools) {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  run(place, "npm", "install", "--no-audit", "--no-fund", join(folder, packed.filename), ...tools);
  writeFileSync(join(place, "main.js"), program);
  return place;
}

/** Serves what was built, and waits for the interface and the element. @param {import("node:test").TestContext} t @param {string} built */
async function works(t, built) {
  const server = await serve({ folder: built, port: 0 });
  t.after(() => server.close());
  const shown = await (await newContext({})).newPage();
  const allowed = (/** @type {string} */ url) => url.startsWith(server.url) || /^(data|blob):/.test(url);
  await guard(t, shown, { allowed, complaints: false });
  await shown.goto(server.url);
  const done = () => {
    const { state } = /** @type {any} */ (document.querySelector("thermo-gen"));
    return /^[0-9a-f]{16}/.test(document.title) && state?.step > 0 && state.step === state.steps;
  };
  await shown.waitForFunction(done, null, { timeout: 90_000 });
  assert.equal(await shown.title(), "766f5101d446f8c3");
}

const timeout = 600_000;

test("webpack 5", { timeout }, async (t) => {
  const place = project("webpack", "webpack@5.113.0", "webpack-cli@6");
  const options = ["--mode", "production", "--entry", "./main.js", "-o", "dist", "--output-public-path", "auto"];
  run(place, "npx", "webpack", ...options);
  writeFileSync(join(place, "dist/index.html"), page('<script src="main.js"></script>'));
  await works(t, join(place, "dist"));
});

test("Parcel 2", { timeout }, async (t) => {
  const place = project("parcel", "parcel@2");
  writeFileSync(join(place, "index.html"), page(asModule));
  run(place, "npx", "parcel", "build", "index.html", "--public-url", "./");
  await works(t, join(place, "dist"));
});

test("esbuild, with the files of the package copied beside the scripts", { timeout }, async (t) => {
  const place = project("esbuild", "esbuild@0.25");
  run(place, "npx", "esbuild", "main.js", "--bundle", "--format=esm", "--splitting", "--outdir=dist");
  for (const name of ["built", "data"])
    cpSync(join(place, "node_modules/thermogen", name), join(place, "dist", name), { recursive: true });
  writeFileSync(join(place, "dist/index.html"), page(asModule));
  await works(t, join(place, "dist"));
});

test("no tool: a folder and an import map", { timeout }, async (t) => {
  const place = project("plain");
  cpSync(join(place, "node_modules/thermogen"), join(place, "served/thermogen"), { recursive: true });
  cpSync(join(place, "main.js"), join(place, "served/main.js"));
  const imports = { thermogen: "./thermogen/index.js", "thermogen/element": "./thermogen/thermo-gen.js" };
  const map = `<script type="importmap">${JSON.stringify({ imports })}</script>`;
  writeFileSync(join(place, "served/index.html"), page(map + asModule));
  await works(t, join(place, "served"));
});

/** A test of a project: its import gives the bits that are known. */
const bits = `test("bits", async () => {
  const model = await train({ images: { glyphs: ["0", "1"], size: 8 }, settings: { hidden: 20, iterations: 5 } });
  expect((await generate(model, { samples: 2 })).fingerprint).toBe("766f5101d446f8c3");
}, 60_000);\n`;

test("Vitest imports it", { timeout }, () => {
  const place = project("vitest", "vitest@3");
  writeFileSync(
    join(place, "one.test.js"),
    `import { generate, train } from "thermogen";
import { expect, test } from "vitest";
${bits}`,
  );
  run(place, "npx", "vitest", "run");
});

test("Jest imports it", { timeout }, () => {
  const place = project("jest", "jest@30");
  writeFileSync(
    join(place, "one.test.js"),
    `import { generate, train } from "thermogen";
${bits}`,
  );
  run(place, "node", "--experimental-vm-modules", "node_modules/jest/bin/jest.js");
});

/** The files of a Next.js project: a page that trains on the server, with a component that does so in the browser. */
const next = {
  "next.config.mjs": 'export default { output: "export", serverExternalPackages: ["thermogen"] };\n',
  "app/layout.js": `export default function Layout({ children }) {
  return <html lang="en"><head><link rel="icon" href="data:," /></head><body>{children}</body></html>;
}\n`,
  "app/page.js": `import { generate, train } from "thermogen";
import Figure from "./figure";
export const metadata = { title: "x" };
export default async function Page() {
  const model = await train({ images: { glyphs: ["0", "1"], size: 8 }, settings: { hidden: 20, iterations: 5 } });
  return <main><output>{(await generate(model, { samples: 2 })).fingerprint}</output><Figure /></main>;
}\n`,
  "app/figure.js": `"use client";
import { useEffect } from "react";
import "thermogen/element";
import { generate, train } from "thermogen";
export default function Figure() {
  useEffect(() => {
    (async () => {
      const model = await train({ images: { glyphs: ["0", "1"], size: 8 }, settings: { hidden: 20, iterations: 5 } });
      document.title = (await generate(model, { samples: 2 })).fingerprint;
    })();
  }, []);
  return <div style={{ width: 300 }}><thermo-gen samples="1" /></div>;
}\n`,
};

test("Next.js, on its server and in a client component", { timeout }, async (t) => {
  const place = project("next", "next@16", "react@19", "react-dom@19");
  mkdirSync(join(place, "app"));
  for (const [name, text] of Object.entries(next)) writeFileSync(join(place, name), text);
  run(place, "npx", "next", "build");
  assert.match(readFileSync(join(place, "out/index.html"), "utf8"), /<output>766f5101d446f8c3<\/output>/);
  await works(t, join(place, "out"));
});
