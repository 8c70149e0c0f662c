// A story as text and as elements; the file is the one that geomap/output/story.py reads.
import { el, webAddress } from './dom.js';

const TAGS = new Set(['p', 'ul', 'ol', 'li', 'blockquote', 'em', 'strong', 'code', 'pre', 'br', 'hr', 'h4', 'a']);
const ADDRESS = /^<?\S*#(\S*=\S*?)>?$/;
const OWN = /^(?:embed|st=.*|[lyb]=.*)$/; // parts of an address that are the reader's, not the view's

/** @typedef {{title: string, views: {title: string, at: string, text: string}[]}} Draft */

/**
 * The words of a story as elements: none but those that are known here, no attribute but a link's address.
 * @param {StoryContent} content
 * @returns {Node}
 */
export function elementOf(content) {
  if (typeof content === 'string') return document.createTextNode(content);
  const [tag, ...inside] = content;
  const href = tag === 'a' ? webAddress(String(inside.shift())) : null;
  const element = el(
    /** @type {'p'} */ (TAGS.has(String(tag)) && (tag !== 'a' || href) ? String(tag) : 'span'),
    '',
    ...inside.map(elementOf),
  );
  if (href) Object.assign(element, { href, target: '_blank', rel: 'noopener noreferrer' });
  return element;
}

/**
 * What of an address belongs to a view: neither language nor colours nor a frame.
 * @param {string} address without its #
 */
export const viewPart = (address) =>
  address
    .split('&')
    .filter((part) => part && !OWN.test(part))
    .join('&');

/**
 * The address of a view: its own, or that of the nearest one before it that has one.
 * @param {Story | undefined} story
 * @param {number} k
 */
export const addressOf = (story, k) =>
  viewPart((story?.views ?? []).slice(0, k + 1).reduce((last, { at }) => at ?? last, /** @type {string} */ ('')));

/**
 * The view of a story that an address asks for; -1 where it asks for a view of its own, or there is no story.
 * @param {Story | undefined} story
 * @param {string} hash with or without its #
 */
export function askedView(story, hash) {
  if (!story) return -1;
  const address = hash.replace(/^#/, '');
  const asked = /(?:^|&)st=(\d+)/.exec(address);
  if (asked) return Math.max(0, Math.min(story.views.length, Number(asked[1])) - 1);
  return viewPart(address) ? -1 : 0;
}

/**
 * A draft as a file.
 * @param {Draft} draft
 */
export function toMarkdown({ title, views }) {
  const line = (/** @type {string} */ mark, /** @type {string} */ text) =>
    [mark, text.replace(/\s+/g, ' ').trim()].join(' ').trim();
  const told = (/** @type {string} */ text) => text.trim().replace(/^#{1,2}(?=\s)/gm, '###'); // headings within a text stay below its own
  const parts = [
    title && line('#', title),
    ...views.flatMap((view) => [line('##', view.title), view.at && `#${view.at}`, told(view.text)]),
  ];
  return parts.filter(Boolean).join('\n\n').concat('\n');
}

/**
 * A file as a draft.
 * @param {string} text
 * @returns {Draft}
 */
export function fromMarkdown(text) {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  let fenced = false;
  const free = lines.map((line) => {
    if (/^ {0,3}(```|~~~)/.test(line)) fenced = !fenced;
    return !fenced;
  });
  const heads = lines.map((line, k) =>
    free[k] ? (/^ {0,3}(#{1,2})(?:[ \t]+(.*?))?(?:[ \t]+#*)?[ \t]*$/.exec(line) ?? null) : null,
  );
  const starts = [...heads.keys()].filter((k) => heads[k]);
  const before = lines.slice(0, starts[0] ?? lines.length);
  const sections = [
    ...(before.join('').trim() ? [{ mark: '', title: '', body: before }] : []),
    ...starts.map((k, n) => ({
      mark: heads[k]?.[1] ?? '',
      title: heads[k]?.[2] ?? '',
      body: lines.slice(k + 1, starts[n + 1]),
    })),
  ];
  let last = '';
  const views = sections.map(({ mark, title, body }) => {
    const own = body.findIndex((line) => ADDRESS.test(line.trim()));
    last = (own >= 0 && ADDRESS.exec(body[own].trim())?.[1]) || last;
    return {
      mark,
      title: mark === '#' ? '' : title,
      at: last,
      text: body
        .filter((_, k) => k !== own)
        .join('\n')
        .trim(),
      own,
    };
  });
  const kept = views.filter(({ mark, text: words, own }) => mark === '##' || words || own >= 0);
  return {
    title: sections.find(({ mark }) => mark === '#')?.title ?? '',
    views: kept.map(({ title, at, text: words }) => ({ title, at, text: words })),
  };
}

/**
 * A draft as it is told: its text in paragraphs, marks of Markdown as they stand.
 * @param {Draft} draft
 * @returns {Story}
 */
export const toldAs = ({ title, views }) => ({
  title,
  views: views.map((view) => ({
    title: view.title,
    at: view.at,
    text: view.text
      .split(/\n\s*\n/)
      .filter((part) => part.trim())
      .map((part) => ['p', part.trim()]),
  })),
});
