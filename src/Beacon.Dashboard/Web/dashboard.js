
// The pages of the dashboard: they fetch markup that the server made, and replace what has changed.
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
  else if (data.token && !token) {
    token = data.token;
    sessionStorage.setItem('token', token);
    open();
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
          const { value, done } = await reader.read();
          if (done) break;
          text += value;
          for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
            const fields = Object.fromEntries(text.slice(0, end).split('\n').map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
            if (onEvent(fields.event ?? 'message', JSON.parse(fields.data)) === false) return;
          }
        }
      } catch (error) {
        if (error instanceof Refused) return failed(error);
        if (stopped || document.hidden) continue;
        connected(false);
      }
      await new Promise(done => setTimeout(done, wait));
      wait = Math.min(wait * 2, 5000);
    }
  };
  document.addEventListener('visibilitychange', () => { if (document.hidden) current?.abort(); });
  run();
  return () => { stopped = true; current?.abort(); };
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

function askForLink() {
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

function putSections(order, changed) {
  document.getElementById('loading')?.remove();
  for (const { name, html } of changed) {
    const holder = el('div', { id: 'section-' + name });
    holder.dataset.key = name;
    holder.append(markup(html));
    const known = document.getElementById(holder.id);
    if (known) morph(known, holder);
    else page.append(holder);
  }
  for (const child of [...page.children]) if (child.dataset.key && !order.includes(child.dataset.key)) child.remove();
  order.forEach((name, place) => {
    const section = document.getElementById('section-' + name);
    if (section && page.children[place] !== section) page.insertBefore(section, page.children[place] ?? null);
  });
}

// A run.
function showRun(id) {
  where('/runs/' + id, id);
  follow('/pages/runs/' + encodeURIComponent(id), (kind, update) => {
    putSections(update.order, update.changed);
    for (const link of page.querySelectorAll('a[href^="./logs/"]')) {
      const name = decodeURIComponent(link.getAttribute('href')).match(/^\.\/logs\/(.*)\.(?:out|err)\.log/)?.[1];
      link.href = `/runs/${encodeURIComponent(id)}/logs?component=${encodeURIComponent(name ?? '')}`;
    }
    document.title = (page.querySelector('.badge')?.textContent ?? '') + ' · ' + id;
    return !update.isOver;
  });
  page.addEventListener('click', event => {
    const button = event.target.closest('button[data-order]');
    if (button) order(id, button.dataset.order, button.dataset.component);
  });
}

const consequences = {
  stop: 'It is asked to end, and killed after its time-out.',
  kill: 'It is ended at once, without a chance to finish what it does.',
  restart: 'It is stopped and started again.',
  signal: 'What a signal does is the component’s affair; one that ends it counts as a crash.',
};
const signals = ['SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGSTOP', 'SIGCONT', 'SIGKILL'];

async function order(run, what, component) {
  let signal;
  if (what !== 'start') {
    const dialog = document.getElementById('confirm');
    document.getElementById('question').textContent = `${what[0].toUpperCase()}${what.slice(1)} ${component ?? 'the whole run'}?`;
    document.getElementById('consequence').textContent = consequences[what] + ' The run is not comparable with others afterwards.';
    document.getElementById('yes').textContent = what[0].toUpperCase() + what.slice(1);
    document.getElementById('choice').hidden = what !== 'signal';
    document.getElementById('signal').replaceChildren(...signals.map(name => el('option', { textContent: name })));
    dialog.returnValue = '';
    dialog.showModal();
    await new Promise(done => dialog.addEventListener('close', done, { once: true }));
    if (dialog.returnValue !== 'yes') return;
    if (what === 'signal') signal = document.getElementById('signal').value;
  }
  const name = component ? 'components/' + encodeURIComponent(component) + '/' : '';
  try {
    await call(`/api/v1/runs/${encodeURIComponent(run)}/${name}${what}`,
      { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(signal ? { signal } : {}) });
    toast(`${what}: done${component ? ', ' + component : ''}`);
  } catch (error) {
    toast(error.message, true);
  }
}

function toast(text, isBad = false) {
  const shown = el('p', { textContent: text, className: isBad ? 'bad' : '' });
  document.getElementById('toasts').append(shown);
  setTimeout(() => shown.remove(), isBad ? 12000 : 4000);
}

// All runs.
async function showRuns() {
  where();
  const query = new URLSearchParams(location.search);
  const form = el('form', { className: 'filters', role: 'search' });
  const [list, foot] = [el('div', { className: 'scroll', id: 'runs', tabIndex: 0, role: 'group', ariaLabel: 'runs' }), el('p', { className: 'pages' })];
  const fields = {
    plan: el('select', { name: 'plan' }), outcome: el('select', { name: 'outcome' }),
    label: el('input', { name: 'label', type: 'search' }), since: el('input', { name: 'since', type: 'date' }),
  };
  for (const [name, field] of Object.entries(fields)) form.append(el('label', {}, name, field));
  let latest;
  const load = async () => {
    try {
      latest = await (await call('/pages/runs?' + query)).json();
    } catch (error) {
      if (error instanceof Refused) return failed(error);
      return connected(false);
    }
    connected(true);
    document.getElementById('loading')?.remove();
    if (!page.contains(form)) page.append(el('h1', { textContent: 'Runs' }), el('p', { className: 'note', id: 'results' }), form, list, foot);
    document.getElementById('results').textContent = [latest.results, ...latest.notes].join(' · ');
    for (const [name, words] of [['plan', latest.plans], ['outcome', latest.outcomes]])
      if (fields[name].options.length !== words.length + 1)
        fields[name].replaceChildren(...['', ...words].map(word => el('option', { value: word, textContent: word || 'all' })));
    for (const [name, field] of Object.entries(fields)) if (document.activeElement !== field) field.value = query.get(name) ?? '';
    const holder = el('div');
    const isFiltered = Object.keys(fields).some(name => query.get(name));
    if (latest.total === 0)
      holder.append(el('p', { className: 'empty', textContent: isFiltered ? 'No run matches.' : 'No runs yet: beacon run makes one.' }));
    else holder.append(markup(latest.html));
    for (const attribute of ['class', 'id', 'tabindex', 'role', 'aria-label']) if (list.hasAttribute(attribute)) holder.setAttribute(attribute, list.getAttribute(attribute));
    morph(list, holder);
    const last = Math.min(latest.offset + latest.limit, latest.total);
    foot.replaceChildren(
      button('Newer', latest.offset > 0, () => go(latest.offset - latest.limit)),
      latest.total ? `${(latest.offset + 1).toLocaleString('en')} to ${last.toLocaleString('en')} of ${latest.total.toLocaleString('en')}` : '',
      button('Older', last < latest.total, () => go(last)));
  };
  const button = (text, isEnabled, onclick) => el('button', { type: 'button', textContent: text, disabled: !isEnabled, onclick });
  const go = offset => { offset > 0 ? query.set('offset', offset) : query.delete('offset'); changed(); };
  const changed = () => { history.replaceState(null, '', query.size ? '?' + query : '/'); load(); };
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('input', () => {
    for (const [name, field] of Object.entries(fields)) field.value ? query.set(name, field.value) : query.delete(name);
    query.delete('offset');
    changed();
  });
  await load();
  setInterval(() => { if (!document.hidden && token) load(); }, 2000);
}

function where(path, text) {
  document.getElementById('where').replaceChildren(...(path ? ['› ', el('a', { href: path, textContent: text })] : []));
  document.querySelector('[data-nav=runs]').toggleAttribute('aria-current', !path);
}

function open() {
  if (!token) return askForLink();
  const [, first, id, rest] = location.pathname.split('/').map(decodeURIComponent);
  if (first === 'runs' && id && !rest) showRun(id);
  else showRuns();
}
open();
