// Pictures that people have: ink on a transparent ground, uneven light, one tone, noise, kinds that no browser reads, sizes
// that fill the memory, folders; photographs that are dropped, and drops before the page is whole.

import { strict as assert } from "node:assert";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { headerOf } from "../../www/own/header.js";
import { evened, isNoise } from "../../www/own/light.js";
import { complete, finished, fullSpeed, open, ownSays } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** A PNG of one channel and `depth` bits, all zero. @param {number} side @param {number} depth */
function png(side, depth) {
  const u32 = (/** @type {number} */ n) => Buffer.from([n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]);
  const crc = (/** @type {Buffer} */ bytes) => {
    let rest = 0xffffffff;
    for (const byte of bytes) {
      rest ^= byte;
      for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
    }
    return u32(~rest >>> 0);
  };
  const chunk = (/** @type {string} */ name, /** @type {Buffer} */ data) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    return Buffer.concat([u32(data.length), body, crc(body)]);
  };
  const header = Buffer.concat([u32(side), u32(side), Buffer.from([depth, 0, 0, 0, 0])]);
  const rows = deflateSync(Buffer.alloc(side * (1 + Math.ceil((side * depth) / 8))));
  const start = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([start, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

/** A file of boxes. @param {string} brand */
const boxes = (brand) =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}\0\0\0\0mif1${brand}`, "latin1")]);

test("kinds and sizes are read from the first bytes", () => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc2, 0, 11, 8, 1, 44, 0, 200, 1, 1, 17, 0]);
  const cases = /** @type {[Buffer, string, number, number][]} */ ([
    [png(12000, 1), "PNG", 12000, 12000],
    [jpeg, "JPEG", 200, 300],
    [Buffer.from("GIF89a\x20\x03\x58\x02\0\0", "latin1"), "GIF", 800, 600],
    [boxes("avif"), "AVIF", 0, 0],
    [boxes("heic"), "HEIC", 0, 0],
    [Buffer.from("II*\0\x08\0\0\0", "latin1"), "TIFF", 0, 0],
    [Buffer.from('<?xml version="1.0"?>\n<!-- a --><svg xmlns="http://www.w3.org/2000/svg"/>'), "SVG", 0, 0],
    [Buffer.from("BMW,3er\n1,2,3 and more of a table"), "", 0, 0],
    [Buffer.from([0, 0, 8, 3, 0, 0, 0, 1]), "", 0, 0],
    [Buffer.from("\x89PNG", "latin1"), "", 0, 0],
  ]);
  for (const [bytes, ...expected] of cases) {
    const { kind, width, height } = headerOf(bytes);
    assert.deepEqual([kind, width, height], expected);
  }
  let seed = 1;
  for (let k = 0; k < 20_000; k++) {
    const [bytes] = cases[k % cases.length];
    const other = Buffer.from(bytes.subarray(0, 4096));
    for (let n = 0; n < 3; n++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      other[seed % Math.min(64, other.length)] = seed >>> 24;
    }
    headerOf(other.subarray(0, seed % (other.length + 1))); // nothing makes it throw
  }
});

const stroke = (/** @type {number} */ i, size = 28) =>
  i % size >= 13 && i % size <= 15 && i / size > 5 && i / size < 23;

test("uneven light is divided out, and only that; noise is told from patterns", () => {
  const paper = Array.from({ length: 784 }, (_, i) => 120 + 4 * (i % 28) - 1.2 * Math.floor(i / 28));
  const shadowed = paper.map((value, i) => (stroke(i) ? value * 0.4 : value));
  const even = evened(shadowed) ?? [];
  const ground = even.filter((_, i) => !stroke(i));
  assert.ok(Math.max(...ground) - Math.min(...ground) < 24, `${Math.min(...ground)} … ${Math.max(...ground)}`);
  assert.ok(Math.max(...even.filter((_, i) => stroke(i))) < 130);
  assert.equal(evened(Array.from({ length: 784 }, (_, i) => (stroke(i) ? 40 : 240))), null, "even paper");
  assert.equal(
    evened(Array.from({ length: 784 }, (_, i) => (i % 28 < 14 ? 20 : 230))),
    null,
    "a pattern of two halves",
  );
  let seed = 7;
  const noise = Array.from({ length: 196 }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 24;
  });
  assert.equal(isNoise(noise), true);
  for (const pattern of [
    Array.from({ length: 196 }, (_, i) => (i === 90 ? 255 : 0)),
    Array.from({ length: 196 }, (_, i) => ((i + Math.floor(i / 14)) % 2 ? 255 : 0)),
    Array.from({ length: 196 }, (_, i) => (stroke(i, 14) ? 255 : 0)),
    Array.from({ length: 196 }, (_, i) => (i % 14 < 7 ? 200 : 30)),
  ])
    assert.equal(isNoise(pattern), false);
});

/** @param {Page} page @param {string} code draws on `context`, of `side` pixels @param {number} [side] @returns {Promise<Buffer>} a PNG */
async function drawn(page, code, side = 140) {
  const bytes = await page.evaluate(
    async ([code, side]) => {
      const canvas = new OffscreenCanvas(Number(side), Number(side));
      const context = /** @type {any} */ (canvas.getContext("2d"));
      const draw = /** @type {Record<string, (c: any, side: number) => void>} */ ({
        whiteInk: (c) => {
          c.fillStyle = "#fff";
          c.fillRect(60, 20, 20, 100);
        },
        grey: (c, n) => {
          c.fillStyle = "#808080";
          c.fillRect(0, 0, n, n);
        },
        noise: (c, n) => {
          const image = c.createImageData(n, n);
          let state = 12345;
          for (let i = 0; i < image.data.length; i++) {
            state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
            image.data[i] = i % 4 === 3 ? 255 : state >>> 24;
          }
          c.putImageData(image, 0, 0);
        },
        shadow: (c, n) => {
          const light = c.createLinearGradient(0, 0, n, n);
          light.addColorStop(0, "#f4f4f4");
          light.addColorStop(1, "#787878");
          c.fillStyle = light;
          c.fillRect(0, 0, n, n);
          c.fillStyle = "#2228";
          c.fillRect(n * 0.45, n * 0.15, n * 0.1, n * 0.7);
        },
        photo: (c, n) => {
          const sky = c.createLinearGradient(0, 0, 0, n);
          sky.addColorStop(0, "#2060e0");
          sky.addColorStop(1, "#e08020");
          c.fillStyle = sky;
          c.fillRect(0, 0, n, n);
          c.fillStyle = "#108030";
          c.fillRect(n * 0.2, n * 0.5, n * 0.5, n * 0.4);
        },
      });
      draw[String(code)](context, Number(side));
      return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
    },
    [code, side],
  );
  return Buffer.from(bytes);
}

test("files that people choose are read, or refused by what they are", async (t) => {
  const page = await open(t, { query: "#v=1&scene=own" });
  await fullSpeed(page);
  await complete(page);
  await page.waitForSelector("#own .pad");
  const choose = (/** @type {string} */ name, /** @type {Buffer} */ buffer, mimeType = "image/png") =>
    page.setInputFiles("#own input[type=file]", { name, mimeType, buffer });
  await choose("ink.png", await drawn(page, "whiteInk"));
  await ownSays(page, /ink\.png, 140 × 140: its shape taken from what is not transparent/);
  await choose("shadow.png", await drawn(page, "shadow", 400));
  await ownSays(page, /shadow\.png, 400 × 400: evened out.*inverted/);
  await choose("grey.png", await drawn(page, "grey"));
  await ownSays(page, /grey\.png: is of one tone/);
  await choose("small.png", await drawn(page, "noise", 14));
  await ownSays(page, /small\.png: is noise/);
  await choose("wall.png", await drawn(page, "noise", 300));
  await ownSays(page, /wall\.png: is noise/);
  await choose("bomb.png", png(12000, 1));
  await ownSays(page, /bomb\.png: has 12000 × 12000 pixels; at most 64 million/);
  await choose("phone.heic", boxes("heic"), "");
  await ownSays(page, /phone\.heic: is a HEIC picture, which this browser cannot read; save it as PNG or JPEG/);
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>top.evil=1</script><path d="M4 1h1v7h-1z"/></svg>';
  await choose("one.svg", Buffer.from(svg), "image/svg+xml");
  await ownSays(page, /one\.svg, 512 × 512: its shape|one\.svg, 512 × 512: scaled/);
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).evil), undefined);
});

/** Drops files on the page; those with a / are in folders. @param {Page} page @param {[string, Buffer][]} files */
const drop = (page, files) =>
  page.evaluate(
    (files) => {
      const transfer = new DataTransfer();
      for (const { path, bytes } of files)
        transfer.items.add(new File([new Uint8Array(bytes)], path.split("/").at(-1) ?? "", { type: "image/png" }));
      /** @type {Map<string, any>} */
      const folders = new Map();
      const all = [...transfer.files];
      const entries = files.map(({ path }, i) => {
        const entry = { isDirectory: false, name: all[i].name, file: (/** @type {any} */ done) => done(all[i]) };
        const [folder] = path.split("/").slice(-2, -1);
        if (!folder) return entry;
        const known = folders.get(folder);
        if (known) return known.held.push(entry) && null;
        const held = [entry];
        const reader = () => {
          const rest = [...held];
          return { readEntries: (/** @type {any} */ done) => done(rest.splice(0, 2)) };
        };
        const made = { isDirectory: true, name: folder, held, createReader: reader };
        folders.set(folder, made);
        return made;
      });
      let asked = 0;
      DataTransferItem.prototype.webkitGetAsEntry = () => entries[asked++] ?? null;
      (document.getElementById("figure") ?? document.body).dispatchEvent(
        new DragEvent("drop", { dataTransfer: transfer, cancelable: true, bubbles: true }),
      );
    },
    files.map(([path, bytes]) => ({ path, bytes: [...bytes] })),
  );

test("a folder that is dropped is a set of images, its folders are classes, and what is broken is named", async (t) => {
  const page = await open(t);
  await fullSpeed(page);
  await complete(page);
  const [ink, photo] = [await drawn(page, "whiteInk"), await drawn(page, "shadow")];
  await drop(page, [
    ["letters/A/00.png", ink],
    ["letters/A/01.png", photo],
    ["letters/A/broken.png", ink.subarray(0, 60)],
    ["letters/B/00.png", photo],
  ]);
  await ownSays(page, /A, B: 3 images of 28 × 28, 2 labels/);
  await ownSays(page, /broken\.png: cannot be read as a picture/);
  await page.click("#choose summary");
  assert.deepEqual(await page.locator("#chips button").allTextContents(), ["A", "B"]);
});

test("a photograph that is dropped in any scene opens in colour", async (t) => {
  for (const query of ["", "#v=1&scene=own"]) {
    const page = await open(t, { query });
    await fullSpeed(page);
    await complete(page);
    await drop(page, [["holiday.png", await drawn(page, "photo")]]);
    await page.waitForSelector("input[value=pictures]:checked");
    await page.waitForFunction(() => /holiday ×/.test(document.getElementById("colour")?.textContent ?? ""));
    assert.equal(await page.isVisible("#own"), false);
    await page.close();
  }
});

test("files dropped before the page is whole are not lost", async (t) => {
  /** @type {(nothing: void) => void} */
  let release = () => {};
  const dropped = new Promise((done) => {
    release = done;
  });
  const page = await open(t, {
    before: async (page) => {
      await page.route(/later-\w+\.js/, async (route) => {
        await dropped;
        await route.fallback();
      });
    },
  });
  await page.waitForFunction(() => document.readyState === "complete");
  await drop(page, [["ink.png", await drawn(page, "whiteInk")]]);
  release();
  await page.waitForSelector("input[value=own]:checked");
  await ownSays(page, /ink\.png, 140 × 140/);
  await fullSpeed(page);
  await finished(page);
});
