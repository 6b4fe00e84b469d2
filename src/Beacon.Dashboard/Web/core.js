
// What all pages share: the token, calls, streams, and replacing what has changed of the markup that the server made.
const page = document.getElementById('page');
const trusted = window.trustedTypes?.createPolicy('beacon', { createHTML: text => text }) ?? { createHTML: text => text };
const el = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const markup = text => {
  const template = document.createElement('template');
  template.innerHTML = trusted.createHTML(text);
  return template.content;
};

// The token: from the link, kept by the tab, and given to other tabs of this dashboard that ask for it. It leaves the address at once.
const tabs = new BroadcastChannel('beacon');
let token = new URLSearchParams(location.hash.slice(1)).get('token');
if (token) {
  sessionStorage.setItem('token', token);
  history.replaceState(null, '', location.pathname + location.search);
}
token ??= sessionStorage.getItem('token');
tabs.onmessage = ({ data }) => {
  if (data === 'token?' && token) tabs.postMessage({ token });
  else if (data.token && !token && data.token !== sessionStorage.getItem('refused')) {
    sessionStorage.setItem('token', data.token);
    location.reload();
  }
};

class Refused extends Error {}

async function call(path, options = {}) {
  const response = await fetch(path, { ...options, headers: { ...options.headers, Authorization: 'Bearer ' + token } });
  if (response.ok) return response;
  const reply = await response.json().catch(() => ({ message: 'the dashboard has answered ' + response.status }));
  throw Object.assign(new Refused(reply.message), { kind: reply.kind, status: response.status });
}

// A stream of server-sent events, taken up again when it breaks, and closed while the tab is hidden.
const silence = 20000;

function follow(path, onEvent) {
  let stopped = false;
  let current;
  const run = async () => {
    for (let wait = 500; !stopped;) {
      if (document.hidden) await new Promise(done => document.addEventListener('visibilitychange', done, { once: true }));
      if (document.hidden || stopped) continue;
      current = new AbortController();
      try {
        const response = await call(path, { signal: current.signal });
        connected(true);
        wait = 500;
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        for (let text = '';;) {
          // The server says something every few seconds, so that a connection that has died is noticed.
          const silent = setTimeout(() => current.abort(), silence);
          const { value, done } = await reader.read().finally(() => clearTimeout(silent));
          if (done) break;
          text += value;
          for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
            const fields = Object.fromEntries(text.slice(0, end).split('\n').map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
            if (!fields.data) continue;
            if (onEvent(fields.event ?? 'message', JSON.parse(fields.data)) === false) return;
          }
        }
      } catch (error) {
        if (error instanceof Refused && error.status !== 503) return failed(error);
        if (stopped || document.hidden) continue;
        connected(false);
      }
      await new Promise(done => setTimeout(done, wait));
      wait = Math.min(wait * 2, 5000);
    }
  };
  const listening = new AbortController();
  document.addEventListener('visibilitychange', () => { if (document.hidden) current?.abort(); }, { signal: listening.signal });
  run();
  return () => { stopped = true; listening.abort(); current?.abort(); };
}

function connected(is) {
  const link = document.getElementById('link');
  link.textContent = is ? '' : 'The connection is lost; trying again …';
  document.body.classList.toggle('lost', !is);
}

function failed(error) {
  connected(true);
  if (error.status === 401) return askForLink();
  page.replaceChildren(el('header', { className: 'failed' }, el('h1', { textContent: 'This can’t be shown' }), el('p', { className: 'note', textContent: error.message })));
}

// A token that was refused is that of an earlier start: another tab may have the new one, or still the old one.
function askForLink() {
  if (token) sessionStorage.setItem('refused', token);
  sessionStorage.removeItem('token');
  token = null;
  tabs.postMessage('token?');
  page.replaceChildren(el('header', {}, el('h1', { textContent: 'Open the link that beacon printed' }),
    el('p', { className: 'note', textContent: 'It carries the token of this dashboard, which changes with each start. Other tabs that were opened by it give it to this one.' })));
}

// Makes one element like another, but keeps what did not change: focus, selection, open details, scroll positions.
function morph(to, from) {
  for (const { name } of [...to.attributes]) if (!from.hasAttribute(name) && name !== 'open') to.removeAttribute(name);
  for (const { name, value } of from.attributes) if (to.getAttribute(name) !== value && name !== 'open') to.setAttribute(name, value);
  const keyed = new Map([...to.children].filter(child => child.dataset.key).map(child => [child.dataset.key, child]));
  let at = to.firstChild;
  for (const next of [...from.childNodes]) {
    const key = next.dataset?.key;
    const match = key ? keyed.get(key) : at?.dataset?.key ? null : at;
    if (match && match.nodeType === next.nodeType && match.nodeName === next.nodeName) {
      if (match !== at) to.insertBefore(match, at);
      if (next.nodeType === Node.TEXT_NODE) { if (match.data !== next.data) match.data = next.data; }
      else if (!match.isEqualNode(next)) morph(match, next);
      at = match.nextSibling;
    } else to.insertBefore(next, at);
  }
  while (at) { const rest = at.nextSibling; at.remove(); at = rest; }
}

// A section within another one is a row of a table: it comes with its table, or changes alone.
function putSections(order, changed) {
  document.getElementById('loading')?.remove();
  const whole = changed.filter(section => !section.within).map(({ name, html }) => {
    const holder = el('div', { id: 'section-' + name });
    holder.dataset.key = name;
    holder.append(markup(html));
    return holder;
  });
  for (const { within, html } of changed.filter(section => section.within)) {
    const row = markup(html).firstElementChild;
    const fresh = whole.map(holder => holder.querySelector('#' + within)).find(table => table);
    const table = fresh ?? document.getElementById(within);
    const known = fresh ? null : [...table.children].find(child => child.dataset.key === row.dataset.key);
    if (known) morph(known, row);
    else table.append(row);
  }
  for (const holder of whole) {
    const known = document.getElementById(holder.id);
    if (known) morph(known, holder);
    else page.append(holder);
  }
  for (const child of [...page.children]) if (child.dataset.key && !order.includes(child.dataset.key)) child.remove();
  order.forEach((name, place) => {
    const section = document.getElementById('section-' + name);
    if (section && page.children[place] !== section) page.insertBefore(section, page.children[place] ?? null);
  });
  countOn();
}

// Times that have passed since a moment of the run, which grow without the server's doing.
function countOn() {
  const now = Number(page.querySelector('[data-elapsed]')?.dataset.elapsed);
  for (const cell of page.querySelectorAll('[data-since]')) {
    const text = rounded(Math.max(0, Math.floor(now - cell.dataset.since)));
    if (cell.textContent !== text) cell.textContent = text;
  }
}

const rounded = seconds =>
  seconds < 60 ? `${seconds} s`
  : seconds < 3600 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  : seconds < 86400 ? `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60) % 60} min`
  : `${Math.floor(seconds / 86400)} d ${Math.floor(seconds / 3600) % 24} h`;

function where(path, text) {
  document.getElementById('where').replaceChildren(...(path ? ['› ', el('a', { href: path, textContent: text })] : []));
  for (const link of document.querySelectorAll('[data-nav]'))
    if (link.getAttribute('href') === location.pathname) link.setAttribute('aria-current', 'page');
}
