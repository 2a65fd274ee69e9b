// Write the shapes of the world's states as rows of C, for serve/chart_map_data.c.
//
// usage: node map.mjs OUT.h STATES.tsv MIDDLES.tsv   (beside node_modules)
//
// Outlines are Natural Earth's (public domain, by world-atlas, 1:110m), in the Equal Earth
// projection, rounded to a grid so that neighbours keep their common border. Numbers of states
// become the record's codes. A state of the lexicon that has no outline at this scale is a dot
// at its point of lexicon/middles.tsv.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoEqualEarth, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';

const require = createRequire(import.meta.url);
const WIDE = 2000; // units across; half a pixel where the map is as wide as a page
const PART = 1000; // characters of a string of C, at most about
// Natural Earth draws who holds the ground. What it has without a number of ISO 3166-1 is
// Kosovo, which the record calls XKX, and two that the record has no code of: they are of the
// states as whose parts the United Nations count them.
const UNNUMBERED = { 'Kosovo': 'XKX', 'N. Cyprus': 'CYP', 'Somaliland': 'SOM' };
const LEFT_OUT = 'ATA'; // as large as it looks, and nobody's

const rows = (path) =>
  readFileSync(path, 'utf8').split('\n').filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split('\t'));

function fail(message) {
  console.error(`map.mjs: ${message}`);
  process.exit(1);
}

// Codes of the states of the lexicon that are there today.
function today(path) {
  const codes = new Set();
  for (const [code, kind, , , until] of rows(path)) {
    if (kind === 'state' && !until) codes.add(code);
  }
  return codes;
}

function outlines(codes) {
  const world = require('world-atlas/countries-110m.json');
  const letters = new Map(require('i18n-iso-countries/codes.json').map((row) => [row[2], row[1]]));
  const found = new Map(); // code -> features
  for (const one of feature(world, world.objects.countries).features) {
    const code = letters.get(one.id) ?? UNNUMBERED[one.properties.name];
    if (!code || !codes.has(code)) fail(`no code for ${one.properties.name} (${one.id})`);
    if (code === LEFT_OUT) continue;
    found.set(code, [...(found.get(code) ?? []), one]);
  }
  return found;
}

// What geoPath draws on: whole units, moves from point to point, rings of no size left out.
class Outline {
  parts = [''];
  ring = [];
  moveTo(x, y) {
    this.ring = [[Math.round(x), Math.round(y)]];
  }
  lineTo(x, y) {
    const [a, b] = [Math.round(x), Math.round(y)];
    const last = this.ring.at(-1);
    if (last[0] !== a || last[1] !== b) this.ring.push([a, b]);
  }
  closePath() {
    const ring = this.ring;
    while (ring.length > 1 && ring[0].every((v, i) => v === ring.at(-1)[i])) ring.pop();
    if (ring.length < 3) return;
    let [x, y] = ring[0];
    this.put(`M${x} ${y}l`);
    ring.slice(1).forEach(([a, b], i) => {
      this.put(`${i && a >= x ? ' ' : ''}${a - x}${b >= y ? ' ' : ''}${b - y}`);
      [x, y] = [a, b];
    });
    this.put('z');
  }
  put(text) {
    if (this.parts.at(-1).length + text.length > PART) this.parts.push('');
    this.parts[this.parts.length - 1] += text;
  }
}

const [out, states, middles] = process.argv.slice(2);
if (!middles) fail('usage: node map.mjs OUT.h STATES.tsv MIDDLES.tsv');
const codes = today(states);
const found = outlines(codes);
const projection = geoEqualEarth().precision(2);
projection.fitWidth(WIDE, { type: 'FeatureCollection', features: [...found.values()].flat() });
const bounds = geoPath(projection).bounds({
  type: 'FeatureCollection',
  features: [...found.values()].flat(),
});
const [tx, ty] = projection.translate();
projection.translate([tx, ty - bounds[0][1] + 2]);
const high = Math.ceil(bounds[1][1] - bounds[0][1]) + 4;

const shapes = new Map();
for (const [code, features] of found) {
  const outline = new Outline();
  for (const one of features) geoPath(projection, outline)(one);
  shapes.set(code, { parts: outline.parts });
}
for (const [code, lat, lon] of rows(middles)) {
  if (!codes.has(code) || shapes.has(code) || code === LEFT_OUT) continue;
  const [x, y] = projection([Number(lon), Number(lat)]);
  shapes.set(code, { parts: [], x: Math.round(x), y: Math.round(y) });
}
const missing = [...codes].filter((code) => !shapes.has(code) && code !== LEFT_OUT);
if (missing.length) fail(`no outline and no middle of ${missing.join(', ')}`);

const sorted = [...shapes].sort(([a], [b]) => (a < b ? -1 : 1));
let text = `/* Made by web/map.mjs. */\n#define CHART_MAP_WIDE ${WIDE}\n#define CHART_MAP_HIGH ${high}\n`;
text += 'static const char *const map_parts[] = {\n';
let first = 0;
for (const [, shape] of sorted) {
  shape.first = first;
  first += shape.parts.length;
  for (const part of shape.parts) text += `"${part}",\n`;
}
text += '};\nstatic const chart_map_shape map_shapes[] = {\n';
for (const [code, { parts, first: at, x = 0, y = 0 }] of sorted) {
  text += `{"${code}", map_parts + ${at}, ${parts.length}, ${x}, ${y}},\n`;
}
writeFileSync(out, `${text}};\n`);
