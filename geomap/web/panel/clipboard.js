// Gives text to the clipboard.
import { el } from '../text/dom.js';

/**
 * Puts text into the clipboard, on pages too that a browser holds for unsafe.
 * @param {string} text
 * @returns {Promise<boolean>} whether it is there
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = el('textarea', 'gm-vh');
    box.value = text;
    document.body.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    return done;
  }
}

/**
 * A cell of a table that is pasted into a spreadsheet: on one line, and never run as a formula.
 * @param {string} text
 */
export function pasted(text) {
  const flat = text.replace(/[\t\r\n]+/g, ' ');
  return /^ *[=+\-@\uff0b\uff0d\uff1d\uff20|%]/.test(flat) && !/^ *-?\d+([.,]\d+)?$/.test(flat) ? `'${flat}` : flat;
}
