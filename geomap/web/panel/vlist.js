// A list that makes elements only for the rows in sight: 100,000 rows scroll as 20 do.

const TALLEST = 6e6; // pixels: browsers cut off boxes much taller than this
const SPARE = 4; // rows made beyond each edge

/**
 * @param {HTMLElement} box scrolls; gets role list
 * @param {number} rowHeight pixels
 * @param {(id: number) => HTMLElement} make the element of a row
 * @param {'listitem' | 'row'} role of a row: of a list, or of a table that has a line of heads above
 */
export function makeList(box, rowHeight, make, role = 'listitem') {
  const space = document.createElement('div');
  space.className = 'gm-space';
  space.setAttribute('role', role === 'row' ? 'rowgroup' : 'list');
  box.append(space);
  /** @type {ArrayLike<number>} */
  let rows = [];
  /** @type {Map<number, {id: number, element: HTMLElement}>} */
  const made = new Map();
  let frame = 0;

  const draw = () => {
    frame = 0;
    const { from, to, shift } = rowsInSight({
      rows: rows.length,
      rowHeight,
      tallest: TALLEST,
      height: box.clientHeight,
      scrolled: box.scrollTop,
    });
    space.style.height = `${Math.min(rows.length * rowHeight, TALLEST)}px`;
    for (const [k, row] of made) {
      if (k >= from && k < to && rows[k] === row.id) continue;
      row.element.remove();
      made.delete(k);
    }
    for (let k = from; k < to; k++) place(k, shift);
  };

  /**
   * @param {number} k
   * @param {number} shift
   */
  function place(k, shift) {
    let row = made.get(k);
    if (!row) {
      row = { id: rows[k], element: make(rows[k]) };
      row.element.setAttribute('role', role);
      row.element.style.height = `${rowHeight}px`;
      if (role === 'row') row.element.setAttribute('aria-rowindex', String(k + 2));
      else row.element.setAttribute('aria-setsize', String(rows.length));
      if (role !== 'row') row.element.setAttribute('aria-posinset', String(k + 1));
      made.set(k, row);
      const next = made.get(k + 1)?.element;
      if (next) next.before(row.element);
      else space.append(row.element);
    }
    row.element.style.transform = `translateY(${k * rowHeight + shift}px)`;
  }

  const later = () => {
    if (!frame) frame = requestAnimationFrame(draw);
  };
  box.addEventListener('scroll', later, { passive: true });
  new ResizeObserver(later).observe(box);

  return {
    /** @param {ArrayLike<number>} next */
    set(next) {
      rows = next;
      for (const row of made.values()) row.element.remove();
      made.clear();
      draw();
    },
    draw,
    /**
     * Scrolls until a row is in sight.
     * @param {number} k
     */
    show(k) {
      const full = rows.length * rowHeight;
      const speed = full > TALLEST ? (full - box.clientHeight) / (TALLEST - box.clientHeight) : 1;
      const top = (k * rowHeight) / speed;
      if (top < box.scrollTop || top + rowHeight > box.scrollTop + box.clientHeight)
        box.scrollTop = Math.max(0, top - box.clientHeight / 3);
      draw();
    },
    /** @param {(id: number, element: HTMLElement) => void} tell of each row that is made */
    each(tell) {
      for (const { id, element } of made.values()) tell(id, element);
    },
    get length() {
      return rows.length;
    },
  };
}

/**
 * Which rows to make. A list taller than a browser allows scrolls faster than its rows pass by.
 * @param {{rows: number, rowHeight: number, tallest: number, height: number, scrolled: number}} list
 * @returns {{from: number, to: number, shift: number}} `shift`: pixels to add to a row's own place
 */
export function rowsInSight({ rows, rowHeight, tallest, height, scrolled }) {
  const full = rows * rowHeight;
  const kept = Math.min(full, tallest);
  const speed = kept > height && full > kept ? (full - height) / (kept - height) : 1;
  const top = scrolled * speed;
  return {
    from: Math.max(0, Math.floor(top / rowHeight) - SPARE),
    to: Math.min(rows, Math.ceil((top + height) / rowHeight) + SPARE),
    shift: scrolled - top,
  };
}
