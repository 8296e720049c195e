// Small charts: the samples of four minutes in steps of five seconds.
import { byId, drawn, element, figure } from './text.js';

const seconds = 240;
const step = 5;
const width = 240;
const height = 44;

const tiles = [
  { id: 'blocks', title: 'Blocks', unit: 'in the last minute', bars: ['blocks'], now: s => sum(s.slice(-60), 'blocks') },
  { id: 'outputs', title: 'Outputs ingested', unit: 'in the last minute', bars: ['outputsIngested'], now: s => sum(s.slice(-60), 'outputsIngested') },
  { id: 'queries', title: 'Queries', unit: 'a second', lines: [['viewQueries', 'view'], ['ledgerQueries', 'ledger']], now: s => mean(s.slice(-10), q => (q.viewQueries ?? 0) + (q.ledgerQueries ?? 0)) },
  { id: 'latency', title: 'Latency', unit: 'ms a search', lines: [['viewMilliseconds', 'search'], ['ingestMilliseconds', 'block in ingest']], now: s => mean(known(s.slice(-60), 'viewMilliseconds'), v => v) },
];

const known = (samples, name) => samples.map(s => s[name]).filter(Number.isFinite);
const sum = (samples, name) => known(samples, name).reduce((a, b) => a + b, 0);
const mean = (values, of) => values.length ? values.reduce((a, v) => a + of(v), 0) / values.length : null;

/** Draws the tiles. */
export function drawTiles(samples) {
  const place = byId('tiles');
  if (!place.children.length) place.append(...tiles.map(makeTile));
  const latest = samples.slice(-seconds);
  for (const tile of tiles) {
    const now = tile.now(latest);
    byId(`${tile.id}-now`).textContent = now === null ? '–' : figure(now);
    const chart = byId(`${tile.id}-chart`);
    chart.replaceChildren(...(tile.bars ? bars(latest, tile.bars[0]) : lines(latest, tile.lines)));
    chart.setAttribute('aria-label', `${tile.title}, ${now === null ? 'not known' : `${figure(now)} ${tile.unit}`}`);
  }
}

function makeTile(tile) {
  const chart = drawn('svg', { id: `${tile.id}-chart`, viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img' });
  return element('div', { class: 'tile' },
    element('h2', {}, tile.title),
    element('p', { class: 'now' }, element('b', { id: `${tile.id}-now` }, '–'), ` ${tile.unit}`),
    chart,
    tile.lines ? element('p', { class: 'legend' }, ...tile.lines.map(([, name], i) => element('span', { class: `line${i}` }, name))) : null);
}

/** The figures of each step, the latest last; null where none is known. */
function steps(samples, name, combine) {
  const found = [];
  for (let end = samples.length; end > 0 && found.length < seconds / step; end -= step) {
    const values = known(samples.slice(Math.max(0, end - step), end), name);
    found.unshift(values.length ? combine(values) : null);
  }
  while (found.length < seconds / step) found.unshift(null);
  return found;
}

function bars(samples, name) {
  const values = steps(samples, name, v => v.reduce((a, b) => a + b, 0));
  const most = Math.max(1, ...values);
  const wide = width / values.length;
  return [baseline(), ...values.flatMap((value, i) => {
    if (!value) return [];
    const high = value / most * (height - 4);
    return drawn('rect', { class: 'bar', x: (i * wide + 0.6).toFixed(2), y: (height - 1 - high).toFixed(2), width: (wide - 1.2).toFixed(2), height: high.toFixed(2) });
  })];
}

function lines(samples, series) {
  const all = series.map(([name]) => steps(samples, name, v => v.reduce((a, b) => a + b, 0) / v.length));
  const most = Math.max(1e-9, ...all.flat().filter(v => v !== null)) * 1.1;
  return [baseline(), ...all.flatMap((values, i) => {
    const points = values.flatMap((value, x) => value === null ? [] : [`${((x + 0.5) * width / values.length).toFixed(1)},${(height - 1 - value / most * (height - 4)).toFixed(1)}`]);
    return points.length > 1 ? [drawn('polyline', { class: `line${i}`, points: points.join(' '), 'vector-effect': 'non-scaling-stroke' })] : [];
  })];
}

const baseline = () => drawn('line', { class: 'base', x1: 0, x2: width, y1: height - 0.5, y2: height - 0.5, 'vector-effect': 'non-scaling-stroke' });
