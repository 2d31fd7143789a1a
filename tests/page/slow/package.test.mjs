// The npm package: its tarball is checked, installed into an empty Node project and into an empty Vite project,
// and runs in both.

import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { serve } from "../../../scripts/serve.mjs";
import { names } from "../../../www/embed/views.js";
import { guard, newContext, root } from "../browser.mjs";
import { shows } from "../readers.mjs";

const folder = mkdtempSync(join(tmpdir(), "thermogen-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} cwd @param {string} command @param {...string} words */
const run = (cwd, command, ...words) =>
  execFileSync(command, words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

const [packed] = JSON.parse(run(folder, "npm", "pack", join(root, "dist/thermogen"), "--json"));
const tarball = join(folder, packed.filename);

/** An empty project with the package in it. @param {string} name @param {...string} more other packages */
function project(name, ...more) {
  const place = join(folder, name);
  execFileSync("mkdir", [place]);
  writeFileSync(join(place, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  run(place, "npm", "install", "--no-audit", "--no-fund", tarball, ...more);
  return place;
}

test("the tarball has its notices and licences, and a stated size", (t) => {
  const names = packed.files.map((/** @type {{path: string}} */ file) => file.path);
  for (const name of ["notices.txt", "LICENSE-MIT", "LICENSE-APACHE", "thermogen.d.ts", "thermo-gen.d.ts", "node.js"]) {
    assert.ok(names.includes(name), name);
  }
  t.diagnostic(`${statSync(tarball).size} bytes packed, ${packed.unpackedSize} unpacked`);
});

test("publint finds nothing", async () => {
  const { publint } = await import("publint");
  const { messages } = await publint({ pkgDir: join(root, "dist/thermogen"), strict: true });
  assert.deepEqual(messages, []);
});

const program = `
import { generate, train } from "thermogen";
const model = await train({ images: { glyphs: ["0", "1"], size: 8 }, settings: { hidden: 20, iterations: 5 } });
const { fingerprint } = await generate(model, { samples: 2 });
`;

test("an empty Node project runs it, and has its types", () => {
  const place = project("node");
  writeFileSync(join(place, "run.js"), `${program}console.log(fingerprint);`);
  assert.match(run(place, "node", "run.js"), /^[0-9a-f]{16}/);
  writeFileSync(
    join(place, "types.ts"),
    `${program}const text: string = fingerprint; text;\n// @ts-expect-error\nawait train({});\n`,
  );
  const options = [
    "--strict",
    "--noEmit",
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--skipLibCheck",
    "false",
    "types.ts",
  ];
  run(place, "node", join(root, "node_modules/typescript/bin/tsc"), ...options);
});

test("a server that renders pages may import the elements, which do nothing there", () => {
  const place = project("rendering");
  writeFileSync(
    join(place, "run.js"),
    'await import("thermogen/element"); await import("thermogen/controls"); console.log("went on");',
  );
  assert.match(run(place, "node", "run.js"), /went on/);
});

/** What some of them show: one needs a file beside the WebAssembly. @type {Record<string, string>} */
const more = { compare: 'compare="generate_kt:3"', heat: 'preset="digits"', unit: 'kt="0.2"' };
const figures = names
  .map(
    (view) =>
      `<div style="width: 300px"><thermo-gen id="${view}" view="${view}" samples="1" ${more[view] ?? ""}></thermo-gen></div>`,
  )
  .join("");

/** Waits until every figure shows what its view is for, each being looked at in turn. @param {import("playwright-core").Page} page */
async function allRun(page) {
  for (const view of names) {
    await page.locator(`#${view}`).scrollIntoViewIfNeeded();
    await page.waitForFunction(shows, `#${view}`, { timeout: 60_000 });
  }
}

test("an empty Vite project builds it, and the browser runs it, with every view", { timeout: 300_000 }, async (t) => {
  const place = project("vite", "vite@6");
  writeFileSync(
    join(place, "index.html"),
    `<!doctype html><html lang="en"><title>Vite</title><link rel="icon" href="data:,">${figures}<script type="module" src="/main.js"></script></html>`,
  );
  writeFileSync(join(place, "main.js"), `import "thermogen/element";${program}document.title = fingerprint;`);
  const served = join(place, "served");
  const server = await serve({ folder: served, port: 0 });
  t.after(() => server.close());
  for (const [base, to] of [
    ["./", "relative"],
    ["/papers/one/", "papers/one"],
  ]) {
    const options = ["--base", base, "--outDir", join(served, to), "--target", "es2022"]; // it awaits at its top
    run(place, "npx", "vite", "build", ...options);
    const page = await (await newContext({})).newPage();
    const allowed = (/** @type {string} */ url) => url.startsWith(server.url + to) || /^(data|blob):/.test(url);
    await guard(t, page, { allowed, complaints: false });
    await page.goto(`${server.url}${to}/`);
    await page.waitForFunction(() => /^[0-9a-f]{16}/.test(document.title), null, { timeout: 60_000 });
    await allRun(page);
  }
});
