// The picture of a payment's way: what stands in it, and what of it has been passed.
import { byId, drawn, duration, element } from './text.js';

const narrow = window.matchMedia('(max-width: 640px)');

// Centre and size of each node, wide and narrow; roles of the services that it stands for.
const nodes = {
  sender: { title: 'Sender', wide: [58, 46], narrow: [92, 30], roles: [] },
  validator: { title: 'Validator', wide: [182, 46], narrow: [92, 102], roles: ['Validator'] },
  ledger: { title: 'Ledger', wide: [306, 46], narrow: [92, 174], roles: ['Ledger'] },
  ingest: { title: 'Ingest', wide: [430, 46], narrow: [92, 246], roles: ['Ingest'] },
  database: { title: 'Recovery DB', wide: [554, 46], narrow: [92, 318], roles: ['Database'] },
  view: { title: 'Fog view', wide: [678, 46], narrow: [92, 390], roles: ['ViewStore', 'ViewRouter'] },
  recipient: { title: 'Recipient', wide: [802, 46], narrow: [92, 462], roles: [] },
  images: { title: 'Fog ledger', wide: [306, 142], narrow: [254, 174], roles: ['KeyImageStore', 'LedgerRouter'] },
  report: { title: 'Fog report', wide: [430, 142], narrow: [254, 246], roles: ['Report'] },
};
const size = { wide: [104, 50], narrow: [124, 46] };

const edges = [
  { id: 'propose', from: 'sender', to: 'validator' },
  { id: 'publish', from: 'validator', to: 'ledger' },
  { id: 'scan', from: 'ledger', to: 'ingest' },
  { id: 'seal', from: 'ingest', to: 'database' },
  { id: 'load', from: 'database', to: 'view' },
  { id: 'search', from: 'view', to: 'recipient' },
  { id: 'spent', from: 'ledger', to: 'images' },
  { id: 'vouch', from: 'ingest', to: 'report' },
  { id: 'check', wide: 'M254 142 H74 Q58 142 58 126 V71', narrow: 'M254 151 V46 Q254 30 238 30 H154' },
  { id: 'fetch', wide: 'M430 167 V174 Q430 184 420 184 H54 Q38 184 38 168 V71', narrow: 'M316 246 H320 Q332 246 332 234 V32 Q332 18 318 18 H154' },
];

// What the lower edges carry; there is room for it when the picture is wide.
const labels = [[166, 136, 'what is spent'], [166, 178, 'which key to send with']];

const parts = {
  Built: ['sender', 'report', 'fetch', 'vouch'],
  Proposed: ['propose'],
  InBlock: ['validator'],
  Published: ['publish', 'ledger'],
  Ingested: ['scan', 'ingest', 'seal', 'database'],
  Loaded: ['load', 'view'],
  Received: ['search', 'recipient'],
  Settled: ['spent', 'images', 'check'],
};

export const hopNames = {
  Built: 'built', Proposed: 'proposed', InBlock: 'in a block', Published: 'published', Ingested: 'ingested', Loaded: 'in Fog view',
  Received: 'received', Settled: 'spent seen',
};

const order = Object.keys(parts);
let remembered = null;

narrow.addEventListener('change', () => {
  byId('flow').replaceChildren();
  if (remembered) drawFlow(...remembered);
});

/** Draws the picture. Notes are a few words for each node. */
export function drawFlow(services, notes, payment) {
  remembered = [services, notes, payment];
  const place = byId('flow');
  if (!place.children.length) place.append(makePicture(narrow.matches ? 'narrow' : 'wide'));
  for (const [name, node] of Object.entries(nodes)) {
    const group = byId(`node-${name}`);
    const its = services.filter(s => node.roles.includes(s.role));
    group.dataset.health = its.length === 0 ? 'none' : its.some(s => s.health === 'Stopped' || s.health === 'NotServing') ? 'bad' : its.some(s => s.health === 'Starting') ? 'wait' : 'good';
    byId(`note-${name}`).textContent = notes[name] ?? '';
  }
  byId('title-sender').textContent = payment?.from ?? nodes.sender.title;
  byId('title-recipient').textContent = payment ? named(payment.to) : nodes.recipient.title;
  light(payment);
  drawHops(payment);
}

export const named = name => name.length > 20 ? `${name.slice(0, 6)}…` : name;

function makePicture(form) {
  const [wide, high] = size[form];
  const picture = drawn('svg', {
    class: 'picture', viewBox: form === 'wide' ? '0 0 860 194' : '0 0 340 492', role: 'img',
    'aria-label': 'From the sender by way of validator, ledger, ingest, recovery database and Fog view to the recipient; Fog ledger tells the sender what is spent, the report server which key to use.',
  });
  picture.append(drawn('defs', {}, drawn('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse' }, drawn('path', { d: 'M1 1 L7 4 L1 7', class: 'arrow' }))));
  for (const edge of edges) picture.append(drawn('path', { id: `edge-${edge.id}`, class: 'edge', d: edge[form] ?? straight(nodes[edge.from][form], nodes[edge.to][form], wide, high), 'marker-end': 'url(#arrow)' }));
  if (form === 'wide') picture.append(...labels.map(([x, y, text]) => drawn('text', { class: 'label', x, y, 'text-anchor': 'middle' }, text)));
  for (const [name, node] of Object.entries(nodes)) {
    const [x, y] = node[form];
    picture.append(drawn('g', { id: `node-${name}`, class: 'node', transform: `translate(${x} ${y})` },
      drawn('rect', { x: -wide / 2, y: -high / 2, width: wide, height: high, rx: 9 }),
      drawn('circle', { class: 'dot', cx: wide / 2 - 8, cy: -high / 2 + 8, r: 3.5 }),
      drawn('text', { id: `title-${name}`, class: 'title', y: -2, 'text-anchor': 'middle' }, node.title),
      drawn('text', { id: `note-${name}`, class: 'small', y: 14, 'text-anchor': 'middle' })));
  }
  return picture;
}

function straight([x1, y1], [x2, y2], wide, high) {
  if (y1 === y2) return `M${x1 + Math.sign(x2 - x1) * wide / 2} ${y1} H${x2 - Math.sign(x2 - x1) * (wide / 2 + 2)}`;
  return `M${x1} ${y1 + Math.sign(y2 - y1) * high / 2} V${y2 - Math.sign(y2 - y1) * (high / 2 + 2)}`;
}

function light(payment) {
  const passed = new Set((payment?.hops ?? []).map(h => h.hop));
  const last = payment?.hops.at(-1)?.hop;
  // A station that could not be seen was passed, if a later one was.
  const reach = Math.max(-1, ...[...passed].filter(h => h !== 'Settled').map(h => order.indexOf(h)));
  for (const hop of order) {
    const lit = passed.has(hop) || (hop !== 'Settled' && order.indexOf(hop) < reach);
    for (const part of parts[hop]) {
      const shown = byId(`node-${part}`) ?? byId(`edge-${part}`);
      shown.classList.toggle('lit', lit);
      shown.classList.toggle('fresh', lit && hop === last && payment.state === 'Pending');
    }
  }
  byId('flow').classList.toggle('failed', payment?.state === 'Failed');
}

function drawHops(payment) {
  byId('hops').replaceChildren(...(payment?.hops ?? []).map(h => element('li', { title: h.detail }, `${hopNames[h.hop]} `, element('b', {}, duration(h.milliseconds)))));
}
