// Small charts: the samples of four minutes in steps of five seconds.
import { byId, drawn, element, figure } from './text.js';

const span = 240; // seconds
const step = 5;
const width = 240;
const height = 44;

const tiles = [
  { id: 'blocks', title: 'Blocks', unit: 'a minute', bars: 'blocks', now: s => Math.round(total(last(s, 60), 'blocks')) },
  { id: 'outputs', title: 'Outputs ingested', unit: 'a minute', bars: 'outputsIngested', now: s => Math.round(total(last(s, 60), 'outputsIngested')) },
  { id: 'queries', title: 'Queries', unit: 'a minute', lines: [['viewQueries', 'view'], ['ledgerQueries', 'ledger']], combine: total, now: s => Math.round(total(last(s, 60), 'viewQueries') + total(last(s, 60), 'ledgerQueries')) },
  { id: 'latency', title: 'Latency', unit: 'ms a search', lines: [['viewMilliseconds', 'search'], ['ingestMilliseconds', 'block in ingest']], combine: mean, now: s => mean(last(s, 60), 'viewMilliseconds') },
];

const known = (samples, name) => samples.filter(s => Number.isFinite(s[name]));
const last = (samples, seconds) => samples.filter(s => s.age < seconds);
/** How many, of what is told as so many a second. */
function total(samples, name) {
  return known(samples, name).reduce((sum, s) => sum + s[name] * s.seconds, 0);
}
function mean(samples, name) {
  const values = known(samples, name);
  return values.length ? values.reduce((sum, s) => sum + s[name], 0) / values.length : null;
}

/** Samples with their age, and how long each stands for. */
function timed(samples) {
  const times = samples.map(s => Date.parse(s.time) / 1000), end = times.at(-1);
  return samples.map((s, i) => ({ ...s, age: end - times[i], seconds: i ? Math.min(10, times[i] - times[i - 1]) : 1 })).filter(s => s.age < span);
}

/** Draws the tiles. */
export function drawTiles(samples) {
  const place = byId('tiles');
  if (!place.children.length) place.append(...tiles.map(makeTile));
  const latest = timed(samples);
  for (const tile of tiles) {
    const now = tile.now(latest);
    byId(`${tile.id}-now`).textContent = now === null ? '–' : figure(now);
    const chart = byId(`${tile.id}-chart`);
    chart.replaceChildren(...(tile.bars ? bars(latest, tile.bars) : lines(latest, tile.lines, tile.combine)));
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

/** The figure of each step, the latest last; null where none is known. */
function steps(samples, name, combine) {
  const found = Array.from({ length: span / step }, () => []);
  for (const sample of known(samples, name)) found[span / step - 1 - Math.floor(sample.age / step)].push(sample);
  return found.map(its => its.length ? combine(its, name) : null);
}

function bars(samples, name) {
  const values = steps(samples, name, total);
  const most = Math.max(1, ...values);
  const wide = width / values.length;
  return [baseline(), ...values.flatMap((value, i) => {
    if (!value) return [];
    const high = value / most * (height - 4);
    return drawn('rect', { class: 'bar', x: (i * wide + 0.6).toFixed(2), y: (height - 1 - high).toFixed(2), width: (wide - 1.2).toFixed(2), height: high.toFixed(2) });
  })];
}

function lines(samples, series, combine) {
  const all = series.map(([name]) => steps(samples, name, combine));
  const most = Math.max(1e-9, ...all.flat().filter(v => v !== null)) * 1.1;
  return [baseline(), ...all.flatMap((values, i) => {
    const points = values.flatMap((value, x) => value === null ? [] : [`${((x + 0.5) * width / values.length).toFixed(1)},${(height - 1 - value / most * (height - 4)).toFixed(1)}`]);
    return points.length > 1 ? [drawn('polyline', { class: `line${i}`, points: points.join(' '), 'vector-effect': 'non-scaling-stroke' })] : [];
  })];
}

const baseline = () => drawn('line', { class: 'base', x1: 0, x2: width, y1: height - 0.5, y2: height - 0.5, 'vector-effect': 'non-scaling-stroke' });
