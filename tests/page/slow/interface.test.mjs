// The JavaScript interface in a page: samples are shared among workers with the bits that Node has, for any number.

import { strict as assert } from "node:assert";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { serve } from "../../../scripts/serve.mjs";
import { root } from "../browser.mjs";
import { hosted } from "../hosts.mjs";

const entry = pathToFileURL(join(root, "dist/thermogen/node.js")).href;
/** @type {typeof import("../../../www/embed/thermogen.d.ts")} */
const { generate, train } = await import(entry);
const site = await serve({ folder: join(root, "dist/thermogen"), port: 0, cors: true });
after(() => site.close());

const trained = {
  images: { glyphs: ["0", "1"], size: 8 },
  settings: { hidden: 20, iterations: 5, hidden_drive: "copy+class", class_units: 8 },
};
const mask = Uint8Array.from({ length: 64 }, (_, i) => Number(i < 8));
const values = Float32Array.from({ length: 20 * 64 }, (_, i) => Math.sin(i));
/** @type {Record<string, import("../../../www/embed/thermogen.d.ts").GenerateOptions>} */
const orders = {
  plain: { samples: 20, frames: 3 },
  "from another first, with classes of each and events": {
    samples: 20,
    first: 5,
    classes: Array.from({ length: 20 }, (_, k) => k % 2),
    events: ["30:generate_kt:2"],
  },
  "held, each otherwise": { samples: 20, clamp: { mask, values } },
  "fewer than a block": { samples: 3 },
};

/** Arrays of a result as plain lists, so that those of a page compare with those of Node. @param {any} result */
const plain = (result) =>
  JSON.parse(JSON.stringify(result, (_, v) => (ArrayBuffer.isView(v) ? Array.from(/** @type {any} */ (v)) : v)));

const module = `<script type="module">
  window.api = await import("${site.url}index.js");
  window.model = await api.train(${JSON.stringify(trained)});
</script>`;

/** @param {import("node:test").TestContext} t */
async function opened(t) {
  const page = await hosted(t, module, { also: site.url });
  await page.waitForFunction(() => /** @type {any} */ (globalThis).model, null, { timeout: 30_000 });
  return page;
}

test("samples are the same for one, two and three workers, and in Node", async (t) => {
  const page = await opened(t);
  const model = await train(trained);
  for (const [name, order] of Object.entries(orders)) {
    const expected = plain(await generate(model, order));
    for (const workers of [1, 2, 3]) {
      const { clamp, ...rest } = order;
      const held = clamp && { mask: [...clamp.mask], values: [...clamp.values] };
      const found = await page.evaluate(
        async ([options, held]) => {
          const { api, model } = /** @type {any} */ (globalThis);
          const clamp = held && { mask: Uint8Array.from(held.mask), values: Float32Array.from(held.values) };
          /** @type {number[]} */
          const told = [];
          const onProgress = (/** @type {any} */ p) => told.push(p.fraction);
          const result = await api.generate(model, { ...options, clamp, onProgress });
          const list = (/** @type {any} */ _, /** @type {any} */ v) =>
            ArrayBuffer.isView(v) ? Array.from(/** @type {any} */ (v)) : v;
          return {
            result: JSON.parse(JSON.stringify(result, list)),
            rises: told.every((f, i) => i === 0 || f >= told[i - 1]),
          };
        },
        /** @type {const} */ ([{ ...rest, workers }, held]),
      );
      assert.deepEqual(found.result, expected, `${name}, ${workers} workers`);
      assert.ok(found.rises, `${name}: progress`);
    }
  }
  assert.equal(page.workers().length, 3);
});

test("what is bad is refused by its name, and a call that is stopped stops all its workers", async (t) => {
  const page = await opened(t);
  const refused = await page.evaluate(async () => {
    const { api, model } = /** @type {any} */ (globalThis);
    const bad = [
      { workers: 0 },
      { workers: 2.5 },
      { samples: 20, classes: [0, 1, 0], workers: 2 },
      { samples: -1, workers: 2 },
    ];
    const all = bad.map((options) =>
      api.generate(model, options).then(
        () => "taken",
        (/** @type {any} */ e) => e.field,
      ),
    );
    const control = new AbortController();
    const long = api.generate(model, {
      samples: 20,
      workers: 3,
      settings: { generate_time: 100 },
      signal: control.signal,
    });
    setTimeout(() => control.abort(), 50);
    const stopped = await long.then(
      () => "ended",
      (/** @type {any} */ e) => e.name,
    );
    const after = await api.generate(model, { samples: 20, workers: 3 });
    return [...(await Promise.all(all)), stopped, after.fingerprint.length > 0];
  });
  assert.deepEqual(refused, ["workers", "workers", "classes", "samples", "AbortError", true]);
});
