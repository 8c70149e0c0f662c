// Draws what a basemap of the map maker's own brings around the events: built-up areas, waters, roads, railways.
import { trace } from './trace.js';

/**
 * From which zoom each layer is drawn, in which colour of the theme, how thick at zoom 10 and how much more with each further one.
 * @type {[name: string, from: number, color: 'line' | 'water' | 'river' | 'province' | 'border' | 'label', thick: number, grows: number][]}
 */
const LOOK = [
  ['built', 8, 'line', 0, 0],
  ['waters', 8, 'water', 0, 0],
  ['streams', 10, 'river', 0.8, 0.2],
  ['streets', 12.5, 'province', 0.4, 0.4],
  ['roads', 9, 'province', 0.9, 0.5],
  ['highways', 7, 'border', 1.2, 0.6],
  ['railways', 9, 'label', 0.7, 0.1],
];

/**
 * @param {CanvasRenderingContext2D} c
 * @param {Basemap} detail
 * @param {import('./trace.js').Frame} frame
 * @param {Theme} theme
 */
export function drawStreets(c, { layers }, frame, theme) {
  for (const [name, from, color, thick, grows] of LOOK) {
    if (frame.zoom < from || !layers[name]?.length) continue;
    const isArea = !thick;
    trace(c, layers[name], frame, isArea);
    if (isArea) {
      c.fillStyle = theme[color];
      c.fill('evenodd');
      continue;
    }
    if (name === 'railways') c.setLineDash([5, 3]);
    c.strokeStyle = theme[color];
    c.lineWidth = Math.max(0.4, thick + grows * (frame.zoom - 10));
    c.stroke();
    c.setLineDash([]);
  }
}
