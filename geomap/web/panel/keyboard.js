// The keyboard's way round the map: M and Shift+M step through the marks, Enter opens one, / goes to the search.
import { byId } from '../text/dom.js';

/**
 * @param {Page} page
 * @param {MapLayer} layer
 */
export function makeKeyboard(page, layer) {
  const box = page.map.getContainer();
  box.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.target !== box) return;
    if (event.key.toLowerCase() === 'm') {
      const mark = layer.step(event.shiftKey ? -1 : 1);
      page.point(mark, mark ?? { x: 0, y: 0 });
      if (mark) byId('gm-live').textContent = box.querySelector('.gm-tip')?.textContent ?? '';
    } else if (event.key === 'Enter' && layer.focused) {
      event.preventDefault();
      page
        .openMark(layer.focused)
        .then(() => /** @type {HTMLElement | null} */ (document.querySelector('.gm-card button, .gm-card a'))?.focus());
    } else if (event.key === 'Escape') {
      layer.focused = null;
      page.point(null, { x: 0, y: 0 });
      layer.redraw();
    }
  });
  box.addEventListener('blur', () => page.point(null, { x: 0, y: 0 }));
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof Element && event.target.matches('input, select, textarea');
    if (event.key === 'Escape' && document.querySelector('.gm-card')) page.close();
    if (isTyping || event.key !== '/') return;
    event.preventDefault();
    byId('gm-find').focus();
  });
}
