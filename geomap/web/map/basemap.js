// Decodes the vector basemap and draws pieces of it; knows nothing of Leaflet.
import { unitX, unitY } from '../data/project.js';
import { drawStreets } from './streets.js';
import { trace } from './trace.js';

/** @typedef {{world: number, left: number, top: number, width: number, height: number, zoom: number}} Frame a window, in pixels of the world */

const decoder = new TextDecoder();

/**
 * @param {Uint8Array} bytes the inflated block: length of the head (4 bytes), the head as JSON, the layers
 * @returns {Basemap}
 */
export function readBasemap(bytes) {
  const size = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16) | (bytes[3] << 24);
  const head = JSON.parse(decoder.decode(bytes.subarray(4, 4 + size)));
  /** @type {Record<string, Line[]>} */
  const layers = {};
  for (const [name, from] of head.layers) layers[name] = readLines(bytes, 4 + size + from, head.q);
  return { layers, labels: head.labels, languages: head.languages };
}

/**
 * Lines as varints: how many lines; for each how many points, then the differences, zigzag.
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {number} unit degrees
 * @returns {Line[]}
 */
function readLines(bytes, at, unit) {
  const next = () => {
    let value = 0;
    let scale = 1;
    let byte;
    do {
      byte = bytes[at++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte & 128);
    return value;
  };
  const step = () => {
    const value = next();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  };
  /** @type {Line[]} */
  const lines = [];
  let lon = 0;
  let lat = 0;
  for (let left = next(); left > 0; left--) {
    const n = next();
    const line = { xy: new Float32Array(2 * n), x0: 9, y0: 9, x1: -9, y1: -9 };
    for (let k = 0; k < n; k++) {
      lon += step();
      lat += step();
      const x = (line.xy[2 * k] = unitX(lon * unit));
      const y = (line.xy[2 * k + 1] = unitY(lat * unit));
      if (x < line.x0) line.x0 = x;
      if (x > line.x1) line.x1 = x;
      if (y < line.y0) line.y0 = y;
      if (y > line.y1) line.y1 = y;
    }
    lines.push(line);
  }
  return lines;
}

/**
 * Draws the basemap in a window; west and east of the antimeridian the world goes on with its other side.
 * @param {CanvasRenderingContext2D} c
 * @param {Basemap} base
 * @param {Frame} frame
 * @param {Theme} theme
 */
export function drawWhole(c, base, frame, theme) {
  const { world, left, width, height } = frame;
  for (let turn = Math.floor(left / world); turn * world < left + width; turn++) {
    c.save();
    c.beginPath();
    c.rect(turn * world - left, 0, world, height);
    c.clip();
    drawBase(c, base, { ...frame, left: left - turn * world }, theme);
    c.restore();
  }
}

/**
 * Draws the one world in a window.
 * @param {CanvasRenderingContext2D} c
 * @param {Basemap} base
 * @param {Frame} frame
 * @param {Theme} theme
 */
function drawBase(c, { layers, detail }, frame, theme) {
  const { width, height, zoom } = frame;
  c.lineJoin = c.lineCap = 'round';
  c.fillStyle = theme.water;
  c.fillRect(0, 0, width, height);
  trace(c, layers.land, frame, true);
  c.fillStyle = theme.land;
  c.fill('evenodd');
  c.strokeStyle = theme.land;
  c.lineWidth = 0.6;
  c.stroke();
  line('coast', theme.river, 0.8);
  if (zoom >= 5) line('rivers', theme.river, zoom > 7 ? 1.6 : zoom > 5 ? 1 : 0.6);
  trace(c, layers.lakes, frame, true);
  c.fillStyle = theme.water;
  c.fill('evenodd');
  if (detail) drawStreets(c, detail, frame, theme);
  c.setLineDash([3, 3]);
  if (zoom >= 5) line('admin1', theme.province, 0.9);
  c.setLineDash([6, 4]);
  line('disputed', theme.border, zoom > 5 ? 1.4 : 1);
  c.setLineDash([]);
  line('borders', theme.border, zoom > 5 ? 1.4 : 1);

  /**
   * @param {string} name
   * @param {string} color
   * @param {number} thick
   */
  function line(name, color, thick) {
    trace(c, layers[name], frame);
    c.strokeStyle = color;
    c.lineWidth = thick;
    c.stroke();
  }
}
