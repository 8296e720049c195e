// The page: keeps what the devnet told, and shows it.
import { age, byId, count, element, mebibytes, short } from './text.js';
import { drawTiles } from './charts.js';
import { drawFlow } from './flow.js';
import { drawWallet, follow, makeForms } from './forms.js';

const silence = 25000; // the devnet says something every ten seconds at least
const patience = 2000; // a shard may be a block behind for that long before the page says so
const mostBlocks = 50, mostPayments = 10, mostSamples = 300, mostTold = 60;

const world = { start: null, token: null, about: null, gone: false, services: [], blocks: [], keys: [], stores: [], wallets: [], payments: [], samples: [], told: [], blockCount: 0 };
let source = null;
let heard = 0;
let ahead = 0; // the devnet's clock before the browser's, in milliseconds
let behindSince = null;
const now = () => Date.now() + ahead;

// --- what the devnet tells ---

const told = {
  snapshot({ start, token, about, state, samples, told: lines }) {
    const again = world.start !== start;
    Object.assign(world, { start, token, about, samples, told: lines, services: state.services, blocks: state.blocks, keys: state.ingestKeys, stores: state.stores, wallets: state.wallets, payments: state.payments, blockCount: state.blockCount });
    if (again) makeForms(world);
    document.title = `MobileCoin devnet · ${about.chainId}`;
    byId('facts').replaceChildren(element('span', {}, about.chainId), element('span', {}, about.storage), element('span', { class: 'optional' }, about.folder), element('span', { class: 'optional' }, about.version));
    byId('network-file').textContent = `${about.folder}/network.json`;
    setClock(samples.at(-1));
    drawAll();
  },
  services({ services }) {
    world.services = services;
    drawServices();
    drawPicture();
  },
  block({ blockCount, block }) {
    world.blockCount = blockCount;
    world.blocks = [block, ...world.blocks.filter(b => b.index !== block.index)].sort((a, b) => b.index - a.index).slice(0, mostBlocks);
    drawBlocks(block.index);
    drawWallets();
    drawPicture();
  },
  keys({ ingestKeys }) {
    world.keys = ingestKeys;
    drawKeys();
    drawPicture();
  },
  stores({ stores }) {
    world.stores = stores;
    drawStores();
    drawPicture();
  },
  wallet({ wallet }) {
    world.wallets = world.wallets.map(w => w.name === wallet.name ? wallet : w);
    drawWallet(wallet, world.about, world.blockCount);
  },
  payment({ payment }) {
    world.payments = [payment, ...world.payments.filter(p => p.id !== payment.id)].sort((a, b) => b.startedAt.localeCompare(a.startedAt)).slice(0, mostPayments);
    for (const form of document.forms) follow(form, payment, world.about);
    drawPicture();
    drawBlocks();
  },
  sample({ sample }) {
    world.samples = [...world.samples, sample].slice(-mostSamples);
    setClock(sample);
    drawTiles(world.samples);
  },
  told(event) {
    if (world.told.some(t => t.time === event.time && t.text === event.text)) return; // in the snapshot, too
    world.told = [event, ...world.told].slice(0, mostTold);
    drawTold();
  },
  down() {
    setLink('gone', 'The devnet was shut down. This page shows what it last knew, and comes back with it: mobilecoin devnet up.');
  },
  beat() {},
};

function setClock(sample) {
  if (sample) ahead = Date.parse(sample.time) - Date.now();
}

// --- the line to the devnet ---

function connect() {
  source?.close();
  source = new EventSource('/api/events');
  heard = Date.now();
  for (const [name, take] of Object.entries(told)) {
    source.addEventListener(name, event => {
      heard = Date.now();
      if (name !== 'down') setLink('live');
      take(JSON.parse(event.data));
    });
  }
  source.onerror = () => {
    setLink('gone');
    // Refused, not only lost: a browser then does not ask again by itself.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
  };
}

function setLink(link, why) {
  const shown = byId('link');
  const first = world.start === null;
  if (shown.dataset.link !== link) {
    shown.dataset.link = link;
    shown.textContent = { live: 'live', gone: first ? 'connecting' : 'reconnecting', connecting: 'connecting' }[link];
    world.gone = link !== 'live';
    document.body.classList.toggle('gone', world.gone && !first);
    for (const button of document.querySelectorAll('form button[type=submit]')) button.disabled = world.gone;
  }
  const banner = byId('banner');
  if (link === 'live') banner.hidden = true;
  else if (banner.hidden || why) {
    banner.textContent = why ?? 'The devnet does not answer. This page shows what it last knew, and comes back with it.';
    banner.hidden = false;
  }
}

setInterval(() => {
  if (Date.now() - heard > silence && source.readyState !== EventSource.CLOSED) {
    setLink('gone');
    connect();
  }
  if (world.start === null) return;
  for (const shown of document.querySelectorAll('time[data-at]')) shown.textContent = age(now() - Number(shown.dataset.at));
  drawVerdict();
}, 1000);

// --- what the page shows ---

function drawAll() {
  drawTiles(world.samples);
  drawServices();
  drawBlocks();
  drawKeys();
  drawStores();
  drawWallets();
  drawTold();
  drawPicture();
}

const when = time => time ? element('time', { datetime: time, 'data-at': Date.parse(time), title: new Date(time).toLocaleString() }, age(now() - Date.parse(time))) : '–';
const dot = level => element('span', { class: 'dot', 'data-level': level, 'aria-hidden': 'true' });
const levels = { Serving: 'good', Starting: 'wait', NotServing: 'bad', Stopped: 'bad' };
const healths = { Serving: 'serves', Starting: 'starting', NotServing: 'not ready', Stopped: 'stopped' };

/** The blocks that a store lacks of its range; null when it does not answer. */
const lack = store => store.tip === null ? null : Math.max(0, Math.min(store.endBlock ?? Infinity, world.blockCount) - Math.max(store.firstBlock, store.tip));

function drawVerdict() {
  const silent = world.stores.filter(s => s.tip === null);
  const behind = world.stores.filter(s => lack(s) > 0);
  const ill = world.services.filter(s => levels[s.health] === 'bad');
  const starting = world.services.filter(s => s.health === 'Starting');
  const active = world.keys.filter(k => k.state === 'Active');
  behindSince = behind.length ? behindSince ?? Date.now() : null;
  const late = behind.length > 0 && (Date.now() - behindSince > patience || behind.some(s => lack(s) > 3));

  const [level, answer] =
    world.stores.length === 0 ? ['wait', 'No shard has answered yet.']
    : silent.length ? ['bad', `${count(silent.length, 'shard')} of ${world.stores.length} ${silent.length === 1 ? 'does' : 'do'} not answer: ${silent.map(s => s.name).join(', ')}.`]
    : late ? ['wait', `${count(behind.length, 'shard')} of ${world.stores.length} ${behind.length === 1 ? 'is' : 'are'} behind, by up to ${count(Math.max(...behind.map(lack)), 'block')}.`]
    : ['good', 'Every shard is at tip.'];
  const verdict = ill.length ? 'bad' : level === 'good' && (starting.length || !active.length) ? 'wait' : level;
  const latest = world.blocks[0];
  const reasons = [
    element('span', {}, `${count(world.blockCount, 'block')}`),
    latest?.time ? element('span', {}, 'the latest ', when(latest.time)) : null,
    element('span', {}, ill.length ? `${ill.map(s => s.name).join(', ')}: ${ill.length === 1 ? healths[ill[0].health] : 'not well'}`
      : starting.length ? `${count(starting.length, 'service')} of ${world.services.length} starting` : `all ${world.services.length} services serve`),
    element('span', {}, active.length ? `ingest key ${short(active[0].key, 6, 4)} is active` : 'no ingest key is active'),
    world.about ? element('span', {}, 'up since ', element('time', { datetime: world.about.startedAt }, new Date(world.about.startedAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }))) : null,
  ].filter(Boolean);
  byId('verdict').dataset.level = verdict;
  if (byId('answer').textContent !== answer) byId('answer').textContent = answer;
  byId('reasons').replaceChildren(...reasons);
}

function drawServices() {
  byId('services').replaceChildren(...world.services.map(s => element('li', {},
    dot(levels[s.health]),
    element('span', { class: 'name', title: s.uri }, s.name),
    element('span', { class: 'aside' }, s.health === 'Serving' ? '' : `${healths[s.health]} `, s.restarts ? `started ${s.restarts + 1} times ` : '', s.residentBytes !== null ? mebibytes(s.residentBytes) : ''),
    s.detail ? element('span', { class: 'detail' }, s.detail) : null,
    element('span', { class: 'spoken' }, healths[s.health]))));
  drawVerdict();
}

function drawBlocks(fresh) {
  byId('blocks').replaceChildren(...world.blocks.map(b => {
    const payments = world.payments.filter(p => b.payments.includes(p.id));
    return element('tr', { class: b.index === fresh ? 'fresh' : null },
      element('td', { class: 'number' }, element('span', { title: b.id }, b.index)),
      element('td', {}, when(b.time)),
      element('td', { class: 'number' }, b.outputs),
      element('td', { class: 'number' }, b.keyImages),
      element('td', { class: 'optional' }, b.signer ?? 'origin'),
      element('td', { class: 'payment' }, payments.map(p => `${p.from} → ${p.to.length > 20 ? short(p.to, 6, 4) : p.to}`).join(', ')));
  }));
}

function drawKeys() {
  const words = { Active: 'active', Retiring: 'retiring', Retired: 'retired', Lost: 'lost' };
  const aside = { Active: 'good', Retiring: 'wait', Retired: 'none', Lost: 'bad' };
  byId('keys').replaceChildren(...(world.keys.length ? world.keys.map(k => {
    const scanned = k.lastScanned === null ? 'nothing scanned yet' : `scanned to ${k.lastScanned}`;
    const next = k.lastScanned === null ? k.startBlock : k.lastScanned + 1;
    const missed = k.state === 'Lost' && next < k.expiry ? ` · missed from ${next} on` : '';
    const span = Math.max(1, k.expiry - k.startBlock), done = Math.min(1, Math.max(0, ((k.lastScanned ?? k.startBlock) - k.startBlock) / span));
    return element('li', {},
      dot(aside[k.state]),
      element('span', { class: 'name' }, element('code', { title: k.key }, short(k.key, 8, 4))),
      element('span', { class: 'aside' }, [words[k.state], k.node].filter(Boolean).join(' · ')),
      element('span', { class: 'detail' }, `from block ${k.startBlock}, valid to ${k.expiry} · ${scanned}${missed}`),
      element('progress', { max: 1, value: done, 'data-level': aside[k.state], 'aria-label': `${scanned}, of the blocks from ${k.startBlock} to ${k.expiry}` }));
  }) : [element('li', { class: 'none' }, 'none yet')]));
  drawVerdict();
}

function drawStores() {
  byId('stores').replaceChildren(...(world.stores.length ? world.stores.map(s => {
    const lacking = lack(s);
    const range = s.endBlock === null ? (s.firstBlock === 0 ? 'all blocks' : `blocks from ${s.firstBlock}`) : `blocks ${s.firstBlock} to ${s.endBlock - 1}`;
    return element('li', {},
      dot(lacking === null ? 'bad' : lacking > 1 ? 'wait' : 'good'),
      element('span', { class: 'name' }, s.name),
      element('span', { class: 'aside' }, lacking === null ? 'does not answer' : lacking > 1 ? `${lacking} behind` : world.blockCount <= s.firstBlock ? 'waiting' : s.endBlock !== null && s.tip >= s.endBlock ? 'complete' : 'at tip'),
      element('span', { class: 'detail' }, [s.kind === 'View' ? 'outputs' : 'key images', range, s.tip !== null ? `has ${s.tip}` : null, s.records !== null ? count(s.records, 'record') : null].filter(Boolean).join(' · ')));
  }) : [element('li', { class: 'none' }, 'none yet')]));
  drawVerdict();
}

function drawWallets() {
  for (const wallet of world.wallets) drawWallet(wallet, world.about, world.blockCount);
}

function drawTold() {
  byId('told').replaceChildren(...(world.told.length ? world.told.map(e => element('li', { class: e.warning ? 'warning' : null },
    element('span', { class: 'head' }, element('b', {}, e.source), ' ', when(e.time)), e.text)) : [element('li', { class: 'none' }, 'nothing yet')]));
}

function drawPicture() {
  const payment = world.payments[0] ?? null;
  const tips = kind => world.stores.filter(s => s.kind === kind && s.tip !== null && s.endBlock === null).map(s => s.tip);
  const tip = kind => tips(kind).length ? `has ${Math.min(...tips(kind))}` : '';
  const active = world.keys.find(k => k.state === 'Active');
  const purse = name => world.wallets.some(w => w.name === name) ? 'wallet' : name === 'Faucet' ? 'devnet' : 'address';
  drawFlow(world.services, {
    sender: payment ? purse(payment.from) : 'wallet', recipient: payment ? purse(payment.to) : 'wallet',
    validator: world.blockCount ? `block ${world.blockCount - 1}` : '', ledger: count(world.blockCount, 'block'),
    ingest: active ? `scanned ${active.lastScanned ?? '–'}` : 'no active key', database: world.about?.storage ?? '',
    view: tip('View'), images: tip('KeyImages'), report: active ? `key ${active.key.slice(0, 6)}` : 'no key',
  }, payment);
  const note = payment === null ? 'Pay from a wallet below and watch it pass.'
    : payment.state === 'Failed' ? `${payment.from}'s payment failed: ${payment.problem ?? 'see the events.'}`
    : payment.state === 'Received' ? `${payment.from}'s payment has arrived${payment.block === null ? '' : ` in block ${payment.block}`}.` : `${payment.from}'s payment is on its way.`;
  if (byId('flow-note').textContent !== note) byId('flow-note').textContent = note;
}

connect();
