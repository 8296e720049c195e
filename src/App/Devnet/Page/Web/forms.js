// The wallets' cards and the faucet: balances, history, and forms that say in words what is wrong.
import { amount, byId, count, duration, element, short } from './text.js';
import { named } from './flow.js';

/** Makes a form to pay with. What it sends goes to a path; fields are told by the name that the API uses. */
function payForm(form, { path, from, to, submit, world }) {
  const prefix = form.id;
  const message = element('p', { class: 'message', id: `${prefix}-message`, role: 'status' });
  const field = (name, label, control) => {
    control.id = `${prefix}-${name}`;
    control.name = name;
    control.setAttribute('aria-describedby', message.id);
    return element('div', { class: `field ${name}` }, element('label', { for: control.id }, label), control);
  };
  const toInput = element('input', { type: 'text', value: to, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', list: 'payees' });
  const amountInput = element('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', placeholder: '0.0' });
  const tokenInput = element('select', {}, ...world.about.tokens.map(t => element('option', { value: t.id }, t.name)));
  const button = element('button', { type: 'submit' }, submit);
  form.replaceChildren(field('to', 'To', toInput), field('amount', 'Amount', amountInput), field('token', 'Token', tokenInput), button, message);

  const say = (text, wrong, at) => {
    message.textContent = text;
    message.classList.toggle('wrong', wrong);
    message.setAttribute('role', wrong ? 'alert' : 'status');
    for (const control of [toInput, amountInput, tokenInput]) {
      if (wrong && control.name === at) control.setAttribute('aria-invalid', 'true');
      else control.removeAttribute('aria-invalid');
    }
    if (wrong && at) form.elements.namedItem(at)?.focus();
  };

  form.onsubmit = async event => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    say('Building the payment…', false);
    try {
      const request = { ...(from && { from }), to: toInput.value, token: Number(tokenInput.value), amount: amountInput.value };
      const answer = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Devnet-Token': world.token }, body: JSON.stringify(request) });
      const told = await answer.json();
      if (!answer.ok) say(told.error ?? `The devnet answered ${answer.status}.`, true, told.field);
      else {
        form.dataset.payment = told.id;
        amountInput.value = '';
        follow(form, world.payments.find(p => p.id === told.id) ?? told, world.about);
      }
    } catch {
      say('The devnet does not answer. Nothing was sent by this page; see whether it still runs.', true);
    } finally {
      button.disabled = world.gone;
    }
  };
  form.say = say;
}

/** Tells under a form how far its payment is. */
export function follow(form, payment, about) {
  if (form.dataset.payment !== payment.id) return;
  const token = about.tokens.find(t => t.id === payment.amount.token);
  const what = `${amount(payment.amount.value, token)} ${token.name}`;
  const last = payment.hops.at(-1);
  if (payment.state === 'Failed') form.say(payment.problem ?? 'The payment failed.', true);
  else if (payment.state === 'Received') form.say(`${named(payment.to)} has ${what}, after ${duration((payment.hops.find(h => h.hop === 'Received') ?? last).milliseconds)}.`, false);
  else form.say(`${what} are on the way to ${named(payment.to)}.`, false);
}

/** Makes the forms and cards, once for each start of the devnet. */
export function makeForms(world) {
  const names = world.wallets.map(w => w.name);
  byId('payees')?.remove();
  document.body.append(element('datalist', { id: 'payees' }, ...names.map(n => element('option', { value: n }))));
  payForm(byId('faucet'), { path: '/api/faucet', to: names[0] ?? '', submit: 'Give', world });
  byId('wallets').replaceChildren(...world.wallets.map(w => makeCard(w, world)));
}

function makeCard(wallet, world) {
  const id = wallet.name.toLowerCase();
  const form = element('form', { id: `pay-${id}`, novalidate: true, 'aria-label': `Pay from ${wallet.name}'s wallet` });
  const copy = element('button', { type: 'button', class: 'plain', 'aria-label': `Copy ${wallet.name}'s address` }, 'copy');
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(wallet.address);
      copy.textContent = 'copied';
    } catch {
      copy.textContent = 'not allowed';
    }
    setTimeout(() => copy.textContent = 'copy', 1500);
  };
  const card = element('section', { class: 'card wallet', 'aria-labelledby': `${id}-title` },
    element('header', {}, element('h2', { id: `${id}-title` }, wallet.name), element('p', { class: 'address' }, element('code', { title: wallet.address }, short(wallet.address, 8, 6)), copy)),
    element('dl', { class: 'balances', id: `${id}-balances`, 'aria-live': 'polite' }),
    element('p', { class: 'seen', id: `${id}-seen` }),
    form,
    element('h3', {}, 'History'),
    element('ul', { class: 'history', id: `${id}-history`, tabindex: '0', 'aria-label': `${wallet.name}'s history` }));
  payForm(form, { path: '/api/pay', from: wallet.name, to: world.wallets.find(w => w.name !== wallet.name)?.name ?? '', submit: 'Pay', world });
  return card;
}

/** Shows a wallet's figures. */
export function drawWallet(wallet, about, blockCount) {
  const id = wallet.name.toLowerCase();
  const token = of => about.tokens.find(t => t.id === of);
  // Only what changed: it is read aloud.
  const shown = byId(`${id}-balances`), figures = JSON.stringify([wallet.balances, wallet.history]);
  const changed = shown.dataset.figures !== figures;
  shown.dataset.figures = figures;
  if (changed) shown.replaceChildren(...wallet.balances.filter(b => token(b.token)).map(b => element('div', {},
    element('dt', {}, token(b.token).name), element('dd', { id: `${id}-balance-${b.token}` }, amount(b.value, token(b.token))))));
  byId(`${id}-seen`).textContent = wallet.problem ?? (wallet.blockCount === null ? 'has not looked yet'
    : wallet.blockCount + 2 >= blockCount ? `as of block ${wallet.blockCount - 1}` : `as of block ${wallet.blockCount - 1}, ${count(blockCount - wallet.blockCount, 'block')} behind`);
  byId(`${id}-seen`).classList.toggle('wrong', wallet.problem !== null);
  if (changed) byId(`${id}-history`).replaceChildren(...(wallet.history.length ? wallet.history.filter(h => token(h.amount.token)).map(h => entry(h, token)) : [element('li', { class: 'none' }, 'nothing yet')]));
}

function entry(h, token) {
  const who = h.counterparty ? `${h.incoming ? 'from' : 'to'} ${h.counterparty}` : h.incoming ? 'received' : 'paid';
  const fee = h.fee ? `fee ${amount(h.fee.value, token(h.fee.token))}` : null;
  return element('li', { class: h.incoming ? 'in' : 'out' },
    element('span', { class: 'who' }, who),
    element('span', { class: 'what' }, `${h.incoming ? '+' : '−'}${amount(h.amount.value, token(h.amount.token))} ${token(h.amount.token).name}`),
    element('span', { class: 'where' }, [`block ${h.block}`, fee].filter(Boolean).join(' · ')));
}
