import test from 'node:test';
import assert from 'node:assert/strict';
import { stylesOf } from '../../geomap/web/map/theme.js';

const TYPES = [
  'Battles',
  'Explosions/Remote violence',
  'Violence against civilians',
  'Protests',
  'Riots',
  'Strategic developments',
];
const LEAST = 25; // in CIELAB: ten times what a trained eye tells apart side by side

// How linear red, green and blue look to each reader: Machado, Oliveira and Fernandes 2009, severity 1.
const READERS = {
  'all colours': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const linear = (hex) =>
  [1, 3, 5]
    .map((k) => parseInt(hex.slice(k, k + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));

function lab([r, g, b]) {
  const [x, y, z] = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
  ];
  const f = (t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  return [116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))];
}

const seen = (hex, reader) =>
  lab(
    reader.map((row) =>
      Math.max(
        0,
        Math.min(
          1,
          row.reduce((sum, w, k) => sum + w * linear(hex)[k], 0),
        ),
      ),
    ),
  );

for (const [name, reader] of Object.entries(READERS)) {
  test(`who sees ${name} tells every two types of events apart`, () => {
    const colours = stylesOf(TYPES).map(({ color }) => seen(color, reader));
    colours.forEach((a, i) =>
      colours.slice(0, i).forEach((b, j) => {
        const distance = Math.hypot(...a.map((value, k) => value - b[k]));
        assert.ok(distance >= LEAST, `${TYPES[i]} and ${TYPES[j]}: ${distance.toFixed(1)}`);
      }),
    );
  });
}

test('each type has a shape of its own, whatever its colour', () => {
  assert.equal(new Set(stylesOf(TYPES).map(({ shape }) => shape)).size, TYPES.length);
});
