
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
  let turn = 0;
  let ticking;
  const load = async () => {
    const own = ++turn;
    let answer;
    try {
      answer = await (await call('/pages/runs?' + query)).json();
    } catch (error) {
      if (own !== turn) return;
      if (!(error instanceof Refused)) return connected(false);
      clearInterval(ticking);
      return failed(error);
    }
    if (own !== turn) return;
    latest = answer;
    connected(true);
    if (latest.total > 0 && latest.offset >= latest.total) {
      query.delete('offset');
      return changed();
    }
    document.getElementById('loading')?.remove();
    if (!page.contains(form)) page.append(el('h1', { textContent: 'Runs' }), el('p', { className: 'note', id: 'results' }), form, picked, list, foot);
    document.getElementById('results').textContent = [latest.results, ...latest.notes].join(' · ');
    for (const [name, words] of [['plan', latest.plans], ['outcome', latest.outcomes]])
      if ([...fields[name].options].slice(1).map(option => option.value).join() !== words.join())
        fields[name].replaceChildren(...['', ...words].map(word => el('option', { value: word, textContent: word || 'all' })));
    for (const [name, field] of Object.entries(fields)) if (document.activeElement !== field) field.value = query.get(name) ?? '';
    const holder = el('div');
    const isFiltered = Object.keys(fields).some(name => query.get(name));
    if (latest.total === 0)
      holder.append(el('p', { className: 'empty', textContent: isFiltered ? 'No run matches.' : 'No runs yet: beacon run makes one.' }));
    else holder.append(markup(latest.html));
    for (const attribute of ['class', 'id', 'tabindex', 'role', 'aria-label']) if (list.hasAttribute(attribute)) holder.setAttribute(attribute, list.getAttribute(attribute));
    morph(list, holder);
    showPicked();
    const last = Math.min(latest.offset + latest.limit, latest.total);
    const counted = (number, what) => `${number.toLocaleString('en')} ${what}`;
    if (latest.offset === 0 && last === latest.total)
      foot.replaceChildren(latest.total ? counted(latest.total, latest.total === 1 ? 'run' : 'runs') : '');
    else foot.replaceChildren(
      button('Newer', latest.offset > 0, () => go(latest.offset - latest.limit)),
      latest.total ? `${(latest.offset + 1).toLocaleString('en')} to ${last.toLocaleString('en')} of ${latest.total.toLocaleString('en')}` : '',
      button('Older', last < latest.total, () => go(last)));
  };
  // Each run is on one side at most. Too many ids do not fit into an address.
  const pickedAtMost = 200;
  const sides = { baseline: new Set(), candidate: new Set() };
  const pickedText = el('span', { className: 'note', role: 'status' });
  const compare = el('button', { type: 'button', textContent: 'Compare', id: 'compare' });
  const clear = el('button', { type: 'button', textContent: 'Clear' });
  const picked = el('div', { className: 'picked' }, compare, clear, pickedText);
  const showPicked = () => {
    const [baseline, candidate] = [sides.baseline.size, sides.candidate.size];
    compare.disabled = !baseline || !candidate || baseline + candidate > pickedAtMost;
    clear.hidden = !baseline && !candidate;
    const runs = count => `${count} ${count === 1 ? 'run' : 'runs'}`;
    pickedText.textContent = clear.hidden ? 'Check runs of a baseline and of a candidate to compare them.'
      : baseline + candidate > pickedAtMost ? `${runs(baseline + candidate)}: at most ${pickedAtMost} can be compared here.`
      : `Baseline: ${baseline ? runs(baseline) : 'none yet'} · candidate: ${candidate ? runs(candidate) : 'none yet'}`;
    for (const box of list.querySelectorAll('[data-pick]')) box.checked = sides[box.dataset.side].has(box.dataset.pick);
  };
  list.addEventListener('change', event => {
    const { pick, side } = event.target.dataset;
    if (!pick) return;
    for (const runs of Object.values(sides)) runs.delete(pick);
    if (event.target.checked) sides[side].add(pick);
    showPicked();
  });
  compare.addEventListener('click', () => {
    const [baseline, runs] = [sides.baseline, sides.candidate].map(ids => [...ids].sort().join(','));
    location.href = '/compare?' + new URLSearchParams({ baseline, runs });
  });
  clear.addEventListener('click', () => {
    for (const runs of Object.values(sides)) runs.clear();
    showPicked();
    list.focus();
  });
  const button = (text, isEnabled, onclick) => el('button', { type: 'button', textContent: text, disabled: !isEnabled, onclick });
  const go = offset => { offset > 0 ? query.set('offset', offset) : query.delete('offset'); changed(); };
  const changed = () => { history.replaceState(null, '', query.size ? '?' + query : '/'); load(); };
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('input', () => {
    for (const [name, field] of Object.entries(fields)) field.value ? query.set(name, field.value) : query.delete(name);
    query.delete('offset');
    changed();
  });
  ticking = setInterval(() => { if (!document.hidden && token) load(); }, 2000);
  await load();
}
