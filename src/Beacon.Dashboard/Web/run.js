
// The run beside which the dashboard was started, once there is one.
async function awaitRun() {
  where();
  document.getElementById('loading').textContent = 'The run begins …';
  try {
    const response = await call('/pages/current');
    if (response.status === 200) return location.replace('/runs/' + encodeURIComponent(await response.json()));
  } catch (error) {
    if (error instanceof Refused) return failed(error);
    connected(false);
  }
  setTimeout(awaitRun, document.hidden ? 5000 : 500);
}

// A run.
function showRun(id) {
  where('/runs/' + encodeURIComponent(id), id);
  follow('/pages/runs/' + encodeURIComponent(id), (kind, update) => {
    putSections(update.order, update.changed);
    for (const link of page.querySelectorAll('a[href^="./logs/"]')) {
      const name = decodeURIComponent(link.getAttribute('href')).match(/^\.\/logs\/(.*)\.(?:out|err)\.log/)?.[1];
      link.href = `/runs/${encodeURIComponent(id)}/logs?component=${encodeURIComponent(name ?? '')}`;
    }
    document.title = (page.querySelector('.badge')?.textContent ?? '') + ' · ' + id;
    markMoment();
    return !update.isOver;
  });
  page.addEventListener('click', event => {
    const button = event.target.closest('button[data-order]');
    if (button) order(id, button.dataset.order, button.dataset.component);
    const text = event.target.closest('button[data-copy]')?.dataset.copy;
    if (text) navigator.clipboard.writeText(text).then(() => toast(`copied: ${text}`), error => toast(`not copied: ${error.message}`, true));
  });
  for (const kind of ['click', 'auxclick']) page.addEventListener(kind, aimAtMoment);
  page.addEventListener('keydown', moveInTimeline);
}

// The link under the pointer leads to the moment that was clicked on; from the keyboard, to the one that the server has put there.
function aimAtMoment(event) {
  const link = event.target.closest('svg.gantt a:is(.row, .span)');
  if (!link || event.detail === 0) return;
  const chart = link.ownerSVGElement;
  const { left, width } = chart.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
  const was = link.getAttribute('href');
  const address = new URL(was, location.href);
  address.searchParams.set('at', String(Math.floor(share * Number(chart.dataset.end) * 1000) / 1000));
  link.setAttribute('href', address.pathname + address.search);
  setTimeout(() => link.setAttribute('href', was));
}

const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

function moveInTimeline(event) {
  const link = event.target.closest('svg.gantt a');
  const step = steps[event.key];
  if (!link || !step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const links = [...link.ownerSVGElement.querySelectorAll('a:not(.row)')];
  links[Math.min(links.length - 1, Math.max(0, links.indexOf(link) + step))].focus();
}

// The moment that the address names, in each timeline that has it; drawn again when a timeline was.
let isMomentShown = false;
function markMoment() {
  const at = Number.parseFloat(new URLSearchParams(location.search).get('at'));
  if (!(at >= 0)) return;
  for (const chart of page.querySelectorAll('svg.gantt')) {
    if (chart.querySelector('.moment') || at > Number(chart.dataset.end)) continue;
    const x = at / Number(chart.dataset.end) * 100 + '%';
    const line = drawn('line', { class: 'moment', x1: x, x2: x, y1: -18, y2: chart.getAttribute('height') });
    const isLate = at > Number(chart.dataset.end) * 0.6;
    const label = drawn('text', { class: isLate ? 'moment left' : 'moment', x, dx: isLate ? -5 : 5, y: -20 });
    label.textContent = at.toFixed(3) + ' s';
    chart.append(line, label);
    if (isMomentShown) continue;
    isMomentShown = true;
    chart.scrollIntoView({ block: chart.clientHeight > innerHeight ? 'start' : 'center' });
  }
}

function drawn(tag, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
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
  const given = toast(`${what}: given${component ? ', ' + component : ''} …`, false, 0);
  try {
    const reply = await (await call(`/api/v1/runs/${encodeURIComponent(run)}/${name}${what}`,
      { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(signal ? { signal } : {}) })).json();
    toast(reply.pending ? reply.message : `${what}: done${component ? ', ' + component : ''}`);
  } catch (error) {
    toast(error.message, true);
  } finally {
    given.remove();
  }
}

function toast(text, isBad = false, lasts = isBad ? 12000 : 4000) {
  const shown = el('p', { textContent: text, className: isBad ? 'bad' : '' });
  document.getElementById('toasts').append(shown);
  if (lasts) setTimeout(() => shown.remove(), lasts);
  return shown;
}
