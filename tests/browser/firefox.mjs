// Opens pages in a stock Firefox over WebDriver BiDi and prints what was seen as JSON; tests/browser/test_firefox.py judges.
// node firefox.mjs '{"firefox": path, "folder": for downloads, "axe": path, "pages": {sample, beside, story, hostile: [..]}}'
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const job = JSON.parse(process.argv[2]);
const WINDOW =
  '[geomap.map.getZoom(), String(geomap.map.getPixelBounds().min), String(geomap.map.getPixelBounds().max)]';
const WAIT = { timeout: 45000 };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const browser = await puppeteer.launch({
  browser: 'firefox',
  executablePath: job.firefox,
  headless: true,
  extraPrefsFirefox: {
    'browser.download.dir': job.folder,
    'browser.download.folderList': 2,
    'browser.download.useDownloadDir': true,
    'browser.download.always_ask_before_handling_new_types': false,
    'network.proxy.type': 1, // a proxy that is not there: nothing outside this machine can be reached
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': 9,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': 9,
    'ui.prefersReducedMotion': 1,
  },
});

/** Opens a page of its own; tells what it asked for and what went wrong. */
async function visited(path, { hash = '', width = 1280, height = 800 } = {}) {
  const page = await browser.newPage();
  const asked = [];
  const faults = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (said) => ['error', 'warn'].includes(said.type()) && faults.push(said.text()));
  await page.setViewport({ width, height });
  await page.goto(pathToFileURL(path).href + hash);
  await page.waitForSelector('#gm[data-ready]', WAIT);
  const outside = () => asked.filter((url) => !/^(file|data|blob):/.test(url));
  return { page, seen: () => ({ asked: outside(), faults }) };
}

const text = (page, selector) => page.$eval(selector, (element) => element.textContent);
const waitText = (page, selector, wanted) =>
  page.waitForFunction((s, w) => document.querySelector(s)?.textContent.includes(w), WAIT, selector, wanted);
const count = (page) => page.evaluate('geomap.shown');

/** Sets a field as a reader does: value, then the event. */
const set = (page, selector, value, event) =>
  page.$eval(
    selector,
    (field, v, e) => {
      field.value = v;
      field.dispatchEvent(new Event(e, { bubbles: true }));
    },
    value,
    event,
  );

/** The ids in an export of what is shown. */
async function exported(page) {
  const before = new Set(await readdir(job.folder));
  await page.select('#gm-exp', 'geojson');
  for (let tries = 0; tries < 100; tries++) {
    const fresh = (await readdir(job.folder)).find((name) => !before.has(name) && name.endsWith('.geojson'));
    const content = fresh && (await readFile(join(job.folder, fresh), 'utf8'));
    if (content?.endsWith(']}\n'))
      return JSON.parse(content)
        .features.map(({ id }) => id)
        .sort();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no file was downloaded');
}

const checks = {
  async opens() {
    const { page, seen } = await visited(job.pages.sample);
    const out = { title: await page.title(), head: await text(page, '#gm-count'), ids: await exported(page) };
    await page.evaluate('geomap.openEvent(3)');
    out.quote = await text(page, '.gm-card blockquote');
    await page.screenshot({ path: join(job.folder, 'firefox.png') });
    return { ...out, ...seen() };
  },

  async filters() {
    const { page, seen } = await visited(job.pages.sample);
    await set(page, '#gm-from', '2023-03-18', 'change');
    await set(page, '#gm-to', '2023-03-22', 'change');
    await waitText(page, '#gm-count', '2–4');
    await page.$eval('[data-t=ev]', (tab) => tab.click()); // a click by position misses while the panel still moves
    await page.waitForFunction(
      () => {
        geomap.map.setView([48, 35], 4, { animate: false }); // all four, once the list has taken its room
        return document.querySelector('#gm-ecount')?.textContent.includes('4 events in view');
      },
      { ...WAIT, polling: 500 },
    );
    const rows = (await page.$$('#gm-evlist .gm-ev')).length;
    const marks = await page.evaluate('geomap.marks.reduce((n, m) => n + m.n, 0)');
    const ids = await exported(page);
    await page.waitForFunction(() => location.hash.includes('d=2023-03-18_2023-03-22'), WAIT);
    const hash = await page.evaluate('location.hash');
    const again = await visited(job.pages.sample, { hash });
    await again.page.waitForFunction((h) => location.hash === h, WAIT, hash);
    return {
      rows,
      marks,
      ids,
      hash,
      shownAgain: await count(again.page),
      idsAgain: await exported(again.page),
      hashAgain: await again.page.evaluate('location.hash'),
      window: await page.evaluate(WINDOW),
      windowAgain: await again.page.evaluate(WINDOW),
      ...seen(),
      ...again.seen(),
    };
  },

  async hostile() {
    const found = [];
    for (const path of job.pages.hostile) {
      const { page, seen } = await visited(path);
      const links = new Set();
      const events = await page.evaluate('geomap.count');
      let quotes = 0;
      for (let event = 0; event < events; event++) {
        await page.evaluate((i) => geomap.openEvent(i), event);
        await page.waitForSelector('.gm-card blockquote', WAIT);
        quotes += (await text(page, '.gm-card blockquote')).length > 0;
        for (const href of await page.$$eval('.gm-card a', (all) => all.map((a) => a.href))) links.add(href);
      }
      for (const tab of ['ev', 'un', 'ab', 'src']) await page.$eval(`[data-t=${tab}]`, (button) => button.click());
      await set(page, '#gm-q', 'script', 'input');
      await set(page, '#gm-find', '<', 'input');
      await waitText(page, '#gm-found', 'match');
      await set(page, '#gm-find', '', 'input');
      await page.waitForFunction((n) => geomap.shown === n, WAIT, events);
      const ran = await page.evaluate('window.ran ?? window.PWN ?? null');
      const words = await text(page, 'body');
      found.push({ events, quotes, links: [...links], ran, words, exported: (await exported(page)).length, ...seen() });
      await page.close();
    }
    return found;
  },

  async axe() {
    const script = await readFile(job.axe, 'utf8');
    const violations = [];
    for (const theme of ['light', 'dark']) {
      const { page } = await visited(job.pages.sample, { hash: `#y=${theme}` });
      await page.evaluate(script);
      const run = async (what) => {
        await page.evaluate(
          async () => void (await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))),
        );
        const faults = await page.evaluate(
          async (values) =>
            (await axe.run(document, { runOnly: values })).violations.map(({ id, nodes }) => [
              id,
              nodes.map(({ html }) => html.slice(0, 120)),
            ]),
          TAGS,
        );
        violations.push(...faults.map((fault) => [theme, what, ...fault]));
      };
      await page.click('#gm-morebox summary');
      await page.evaluate('geomap.openEvent(3)');
      await page.waitForSelector('.gm-card', WAIT);
      await run('card');
      await page.keyboard.press('Escape');
      for (const tab of ['ev', 'un', 'ab']) {
        await page.click(`[data-t=${tab}]`);
        await run(tab);
      }
      violations.push(
        ...((await page.evaluate(() => document.documentElement.dataset.theme)) === theme
          ? []
          : [[theme, 'not shown']]),
      );
    }
    return violations;
  },

  async layout() {
    const boxes = (page, ...selectors) =>
      page.evaluate(
        (all) =>
          all.map((one) => {
            const { x, y, width, height } = document.querySelector(one).getBoundingClientRect();
            return { x, y, width, height };
          }),
        selectors,
      );
    const phone = await visited(job.pages.sample, { width: 390, height: 844 });
    await phone.page.click('#gm-fold');
    await phone.page.waitForFunction(() => document.querySelector('.gm-folded'), WAIT);
    const [map, time] = await boxes(phone.page, '#gm-mapbox', '#gm-time');
    const turned = await visited(job.pages.sample, { width: 844, height: 390 });
    const [wide, line, scale, credit] = await boxes(
      turned.page,
      '#gm-mapbox',
      '#gm-time',
      '.leaflet-control-scale',
      '#gm-credit',
    );
    return { map, time, wide, line, scale, credit, ...phone.seen() };
  },

  async story() {
    const { page, seen } = await visited(job.pages.story);
    const at = () => text(page, '.gm-story-at');
    const began = await at();
    await page.focus('.gm-story-text');
    await page.keyboard.press('ArrowRight');
    await waitText(page, '.gm-story-at', '2');
    const second = await at();
    await page.waitForFunction(() => document.querySelectorAll('#gm-print .gm-print-step img').length === 2, WAIT);
    const paper = join(job.folder, 'story.pdf'); // what was prepared when the page rested
    await page.pdf({ path: paper, format: 'A4' });
    const printed = await page.$$eval('#gm-print .gm-print-step', (all) =>
      all.map((one) => {
        const drawn = one.querySelector('img');
        const { naturalWidth: width, naturalHeight: height } = drawn;
        const canvas = Object.assign(document.createElement('canvas'), { width, height });
        canvas.getContext('2d').drawImage(drawn, 0, 0);
        return { words: one.textContent, ink: canvas.toDataURL().length };
      }),
    );
    return { began, second, paper, printed, ...seen() };
  },

  async beside() {
    const { page, seen } = await visited(job.pages.beside);
    await page.evaluate('geomap.openEvent(3)');
    return { quote: await text(page, '.gm-card blockquote'), ids: await exported(page), ...seen() };
  },
};

/** Runs a check, once more where it failed, as the other tests in browsers are: a busy machine may let it wait too long. */
async function tried(name, check, again = true) {
  try {
    return { value: await check() };
  } catch (error) {
    const why = String(error?.stack ?? error);
    if (!again) return { error: why };
    console.error(`${name}, tried once more: ${why}`);
    return tried(name, check, false);
  }
}

const results = {};
for (const [name, check] of Object.entries(checks)) results[name] = await tried(name, check);
await browser.close();
console.log(JSON.stringify(results));
