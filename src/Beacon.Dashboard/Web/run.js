
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
