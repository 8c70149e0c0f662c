// A receipt for what leaves the page: which data, which view, when; a hash that anybody with the page can make again.
import { iso } from '../text/dates.js';
import { filterOf } from './takeaway.js';

const LENGTH = 12; // signs of the hash that are written

/**
 * geomap 0.1.0 · 2026-01-31 · receipt 0123456789ab
 * @param {Page} page
 */
export async function receipt(page) {
  const { head } = page.store.model;
  return `geomap ${head.notes.version} · ${iso(Math.floor(Date.now() / 864e5))} · ${page.lang.say('receipt')} ${await receiptOf(page)}`;
}

/**
 * The hash of data, settings and filters: equal pages with equal filters give equal receipts.
 * @param {Page} page
 */
export async function receiptOf(page) {
  const { store } = page;
  const { head } = store.model;
  const said = JSON.stringify([
    head.title,
    head.events,
    head.cols,
    head.notes.settings,
    head.notes.gazetteer,
    filterOf(page, null),
    store.counts.shown,
  ]);
  return hex(new TextEncoder().encode(said));
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function hex(bytes) {
  if (globalThis.crypto?.subtle) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0'))
      .join('')
      .slice(0, LENGTH);
  }
  // A page from disk has no crypto.subtle in every browser: two 32-bit sums by Fowler, Noll and Vo.
  const sum = (/** @type {number} */ start) =>
    bytes
      .reduce((h, byte) => Math.imul(h ^ byte, 16777619) >>> 0, start)
      .toString(16)
      .padStart(8, '0');
  return (sum(2166136261) + sum(84696351)).slice(0, LENGTH);
}
