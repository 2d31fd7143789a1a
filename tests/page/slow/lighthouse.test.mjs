// Lighthouse on every page as it opens: accessibility, best practices and SEO at 100, on a phone and a desktop.
// Its figures of speed are not asserted: they are of this machine.

import { strict as assert } from "node:assert";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import lighthouse, { desktopConfig } from "lighthouse";
import { chromium } from "playwright-core";
import { serve } from "../../../scripts/serve.mjs";

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const onlyCategories = ["accessibility", "best-practices", "seo"];
const port = 9500 + (process.pid % 400);

const forms = /** @type {const} */ ([
  ["phone", undefined],
  ["desktop", desktopConfig],
]);
const pages = ["", "lab.html", "learn.html"].flatMap((path) =>
  forms.map((form) => /** @type {const} */ ([path, ...form])),
);

for (const [path, form, config] of pages) {
  test(`accessibility, best practices and SEO at 100, /${path}, ${form}`, async (t) => {
    const server = await serve({ folder: join(root, "dist/site"), port: 0, gzip: true });
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", `--remote-debugging-port=${port}`],
    });
    t.after(async () => {
      await browser.close();
      await server.close();
    });
    const result = await lighthouse(`${server.url}${path}`, { port, onlyCategories, logLevel: "error" }, config);
    assert.ok(result);
    const { categories, audits } = result.lhr;
    const wrong = onlyCategories.flatMap((name) =>
      categories[name].auditRefs
        .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && Number(audits[id].score) < 1)
        .map(({ id }) => `${name}: ${id}, ${audits[id].title}`),
    );
    assert.deepEqual(wrong, []);
    for (const name of onlyCategories) assert.equal(categories[name].score, 1, name);
  });
}
