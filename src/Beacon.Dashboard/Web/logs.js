
// The output of a run's components. What is shown, and where, is in the address.
const shownAtMost = 5000;
const linesAtOnce = 500;
const linesAtFirst = 1000;

async function showLogs(id) {
  where('/runs/' + encodeURIComponent(id), id);
  document.title = 'Logs · ' + id;
  const source = `/pages/runs/${encodeURIComponent(id)}/logs`;
  let facts;
  while (!facts) {
    try {
      facts = await (await call(source + '/facts')).json();
      connected(true);
    } catch (error) {
      if (error instanceof Refused) return failed(error);
      connected(false);
      await new Promise(done => setTimeout(done, 2000));
    }
  }

  const state = new URLSearchParams(location.search);
  const colors = new Map(facts.components.map((name, place) => [name, 'n' + place % 7]));
  const view = {
    stream: el('select', { ariaLabel: 'stream' }, ...[['', 'both streams'], ['out', 'standard output'], ['err', 'standard error']].map(([value, textContent]) => el('option', { value, textContent }))),
    search: el('input', { type: 'search', placeholder: 'search: regular expression', ariaLabel: 'search', spellcheck: false, autocomplete: 'off' }),
    at: el('input', { className: 'at', inputMode: 'decimal', placeholder: 'at second', ariaLabel: 'jump to a second of the run', autocomplete: 'off' }),
    clock: el('button', { type: 'button' }),
    tail: el('button', { type: 'button' }),
    timeline: el('a', { className: 'button', textContent: 'Timeline', title: 'the timeline of the run, at this moment' }),
    actions: el('span', { className: 'actions' }),
    problem: el('p', { className: 'problem', hidden: true }),
    pane: el('div', { className: 'log', tabIndex: 0, role: 'region', ariaLabel: 'output' }),
    earlier: el('button', { type: 'button', className: 'more', textContent: 'Earlier lines', hidden: true }),
    lines: el('div'),
    state: el('p', { className: 'note', role: 'status' }),
  };
  view.problem.setAttribute('role', 'alert');
  const chooser = componentChooser(facts.components, state.getAll('component'), chosen => {
    state.delete('component');
    for (const name of chosen) state.append('component', name);
    load();
  });
  view.pane.append(view.earlier, view.lines, view.state);
  page.classList.add('logs');
  page.replaceChildren(el('h1', { className: 'hidden', textContent: 'Logs' }),
    el('form', { className: 'filters', role: 'search', onsubmit: event => event.preventDefault() }, chooser, view.stream, view.search, view.at, view.clock, view.tail, view.timeline, view.actions),
    view.problem, view.pane);

  // Which load the view is of: what an earlier one still brings is dropped.
  let turn = 0;
  let [isFollowing, hasEarlier, hasLater, isBusy] = [false, false, false, false];
  let stop;

  const chosenOne = () => state.getAll('component').length === 1 ? state.get('component') : facts.components.length === 1 ? facts.components[0] : null;
  const address = (more = {}) => {
    const query = new URLSearchParams([...state].filter(([name]) => ['component', 'stream', 'grep'].includes(name)));
    for (const [name, value] of Object.entries(more)) for (const each of [value].flat()) query.append(name, each);
    return `${source}?${query}`;
  };
  // What is no longer wanted is not searched to its end.
  let searching = new AbortController();
  const get = async more => (await (await call(address(more), { signal: searching.signal })).json()).lines;
  const shown = () => [...view.lines.children].filter(row => row.line);
  const seconds = line => Math.round(line.elapsedMs * 1000) / 1e6;

  // Where the lines of each log begin or end in the view: the server goes on exactly there. Too many of them do not fit into an address.
  const places = (rows, name) => {
    const found = new Map();
    for (const { line } of rows) if (!found.has(line.log)) found.set(line.log, line[name]);
    return found.size > 200 ? [] : [...found].map(([log, place]) => `${log}:${place}`);
  };

  const timelineAt = at => `/runs/${encodeURIComponent(id)}${at ? '?at=' + encodeURIComponent(at) : ''}`;
  const timeOf = line => {
    if (state.get('time') !== 'clock' || !facts.startedAt) return (line.timeKnown === false ? '≥ ' : '') + seconds(line).toFixed(3);
    const at = new Date(Date.parse(facts.startedAt) + line.elapsedMs);
    return at.toTimeString().slice(0, 8) + '.' + String(at.getMilliseconds()).padStart(3, '0');
  };
  const rowOf = line => {
    const row = el('div', { className: 'line ' + line.stream },
      // For the pointer; the keyboard has the link above the lines.
      el('time', {}, el('a', { href: timelineAt(String(seconds(line))), tabIndex: -1, title: 'in the timeline', textContent: timeOf(line) })),
      el('span', { className: 'name ' + colors.get(line.component), textContent: line.component }),
      styledText(line));
    if (line.stream === 'err') row.lastChild.prepend(el('span', { className: 'hidden', textContent: 'standard error: ' }));
    const { elapsedMs, timeKnown, begin, end } = line;
    row.line = { elapsedMs, timeKnown, begin, end, log: `${line.component}.${line.stream}` };
    return row;
  };
  const rowsOf = lines => {
    const rows = document.createDocumentFragment();
    rows.append(...lines.map(rowOf));
    return rows;
  };
  const append = lines => {
    view.lines.append(rowsOf(lines));
    for (; view.lines.childElementCount > shownAtMost; hasEarlier = true) view.lines.firstChild.remove();
  };
  let pinned = 0;
  const toEnd = () => {
    view.pane.scrollTop = view.pane.scrollHeight;
    pinned = view.pane.scrollTop;
  };
  const left = () => view.pane.scrollHeight - view.pane.scrollTop - view.pane.clientHeight;

  // Whether somebody has scrolled up since the end was shown; a window that grows moves the end only.
  const isScrolledUp = () => view.pane.scrollTop < pinned - 40 && left() > 40;

  // Keeps a line where it is on the screen.
  const holding = (row, change) => {
    const before = row?.getBoundingClientRect().top;
    change();
    if (row?.isConnected) view.pane.scrollTop += row.getBoundingClientRect().top - before;
  };

  const update = () => {
    history.replaceState(null, '', location.pathname + (state.size ? '?' + state : ''));
    const one = chosenOne();
    view.lines.classList.toggle('one', one !== null);
    view.earlier.hidden = !hasEarlier;
    view.clock.textContent = state.get('time') === 'clock' ? 'Clock' : 'Seconds';
    view.clock.title = 'the times of the lines: seconds since the start, or the clock';
    view.tail.textContent = isFollowing ? 'Pause' : facts.isLiving ? 'Follow' : 'To the end';
    view.tail.classList.toggle('going', isFollowing);
    view.timeline.href = timelineAt(isFollowing ? null : state.get('at'));
    if (document.activeElement !== view.at) view.at.value = state.get('at') ?? '';
    const isEmpty = view.lines.childElementCount === 0;
    view.state.textContent = isBusy ? 'Loading …'
      : !view.problem.hidden ? ''
      : isEmpty && state.has('grep') ? 'No line matches.'
      : isEmpty ? (facts.isLiving ? 'Nothing printed yet.' : 'Nothing was printed.')
      : isFollowing ? '' : hasLater ? '' : facts.isLiving ? 'The end, as of now.' : 'The end.';
    view.state.classList.toggle('empty', isEmpty);
    actionsOf(one);
  };
  let actionsAre;
  const actionsOf = one => {
    const wanted = [one, state.get('stream'), facts.isLiving].join();
    if (wanted === actionsAre) return;
    actionsAre = wanted;
    view.actions.replaceChildren();
    if (one === null) return;
    for (const stream of state.get('stream') ? [state.get('stream')] : ['out', 'err'])
      view.actions.append(el('button', { type: 'button', textContent: `Download ${stream}`, onclick: () => download(one, stream) }));
    if (!facts.isLiving) return;
    for (const what of ['start', 'restart', 'stop', 'kill', 'signal']) {
      const button = el('button', { type: 'button', textContent: what, onclick: () => order(id, what, one) });
      button.dataset.order = what;
      view.actions.append(button);
    }
  };
  const download = async (component, stream) => {
    try {
      const options = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
      const offer = await (await call(`/api/v1/runs/${encodeURIComponent(id)}/logs/downloads?` + new URLSearchParams({ component, stream }), options)).json();
      el('a', { href: offer.address, download: '' }).click();
    } catch (error) {
      toast(error.message, true);
    }
  };
  const complain = message => {
    view.problem.textContent = message ?? '';
    view.problem.hidden = !message;
  };

  // Runs what asks the server, one thing at a time; a later load takes its place.
  const asking = async work => {
    const mine = turn;
    isBusy = true;
    update();
    try {
      await work(() => mine === turn);
      connected(true);
    } catch (error) {
      if (mine !== turn) return;
      if (error instanceof Refused && error.status !== 400 && error.kind !== 'no_such_component') return failed(error);
      if (error instanceof Refused) complain(error.message);
      else {
        connected(false);
        setTimeout(() => { if (mine === turn) load(); }, 2000);
      }
    }
    if (mine !== turn) return;
    isBusy = false;
    update();
  };

  const load = () => {
    stop?.();
    stop = null;
    turn++;
    searching.abort();
    searching = new AbortController();
    [isFollowing, hasEarlier, hasLater] = [false, false, false];
    view.lines.replaceChildren();
    complain();
    return asking(async isStill => {
      if (state.has('at')) return jump(isStill);
      if (!facts.isLiving) return latest(isStill);

      // A pattern that is refused is told before a stream begins.
      if (state.has('grep')) await get({ limit: 0 });
      if (isStill()) await live(turn);
    });
  };
  const latest = async isStill => {
    const lines = await get({ tail: linesAtFirst });
    if (!isStill()) return;
    append(lines);
    hasEarlier = lines.length === linesAtFirst;
    update();
    toEnd();
  };
  const jump = async isStill => {
    const lines = await get({ from: state.get('at'), limit: linesAtOnce });
    if (!isStill()) return;
    append(lines);
    hasLater = lines.length === linesAtOnce;
    hasEarlier = true;
    await addEarlier(isStill);
    if (lines.length === 0) toEnd();
  };
  // Until the first lines are there, or there are none.
  const live = mine => new Promise(begun => {
    isFollowing = true;
    let isPast;
    stop = follow(address({ follow: true, tail: linesAtFirst }), (kind, data) => {
      if (mine !== turn) return false;
      if (kind === 'begin') isPast = true;
      else if (kind === 'lines') {
        if (isPast) {
          view.lines.replaceChildren();
          hasEarlier = data.lines.length >= linesAtOnce;
          isPast = isBusy = false;
          begun();
        } else if (isScrolledUp()) {
          pause();
          return false;
        }
        if (data.skipped > 0 || data.skippedBytes) {
          const besides = data.skippedBytes ? ` and ${show.bytes(data.skippedBytes)} more` : '';
          view.lines.append(el('p', { className: 'skipped', textContent: `${data.skipped.toLocaleString('en')} lines${besides} skipped: more than can be read` }));
        }
        append(data.lines);
        update();
        toEnd();
      } else {
        if (kind === 'problem') complain(data.message);
        if (kind === 'end') facts.isLiving = false;
        if (data.hasLost) complain('Some output was deleted (output.keep) before it was shown.');
        isFollowing = false;
        begun();
        update();
        return false;
      }
    });
  });
  const pause = () => {
    stop?.();
    stop = null;
    turn++;
    searching.abort();
    searching = new AbortController();
    [isFollowing, hasLater, isBusy] = [false, true, false];
    keepPlace();
    update();
  };
  const resume = () => {
    state.delete('at');
    load();
  };
  const addEarlier = async isStill => {
    const rows = shown();
    const before = rows.length ? places(rows, 'begin') : [];
    const to = rows.length ? seconds(rows[0].line) - (before.length ? 0 : 1e-6) : state.get('at');
    const lines = await get({ tail: linesAtOnce, to, before });
    if (!isStill()) return;
    hasEarlier = lines.length === linesAtOnce;
    holding(rows[0], () => {
      view.lines.prepend(rowsOf(lines));
      for (; view.lines.childElementCount > shownAtMost; hasLater = true) view.lines.lastChild.remove();
      update();
    });
  };
  const addLater = async isStill => {
    const rows = shown().reverse();
    const after = places(rows, 'end');
    const lines = await get({ limit: linesAtOnce, from: seconds(rows[0].line) + (after.length ? 0 : 1e-6), after });
    if (!isStill()) return;
    hasLater = lines.length === linesAtOnce;
    holding(rows[0], () => append(lines));
  };

  // The first line that can be seen is the place that the address names.
  const keepPlace = () => {
    const top = view.pane.getBoundingClientRect().top;
    const row = shown().find(each => each.getBoundingClientRect().bottom > top);
    if (row) state.set('at', String(seconds(row.line)));
  };
  let placing;
  let lastTop = 0;
  view.pane.addEventListener('scroll', () => {
    const { scrollTop } = view.pane;
    const isUp = scrollTop < lastTop;
    lastTop = scrollTop;
    if (isFollowing && isScrolledUp()) pause();
    if (isFollowing) return;
    clearTimeout(placing);
    placing = setTimeout(() => { if (!isFollowing && !isBusy) { keepPlace(); update(); } }, 200);
    if (isBusy) return;
    if (isUp && scrollTop < 300 && hasEarlier) asking(addEarlier);
    else if (!isUp && left() < 300 && hasLater) asking(addLater);
    else if (!isUp && left() < 4 && !hasLater && facts.isLiving) resume();
  });
  new ResizeObserver(() => { if (isFollowing && !isScrolledUp()) toEnd(); }).observe(view.lines);
  view.earlier.addEventListener('click', () => { if (isFollowing) pause(); if (!isBusy) asking(addEarlier); });
  view.tail.addEventListener('click', () => isFollowing ? pause() : resume());
  view.clock.addEventListener('click', () => {
    state.get('time') === 'clock' ? state.delete('time') : state.set('time', 'clock');
    for (const row of shown()) row.firstChild.firstChild.textContent = timeOf(row.line);
    update();
  });
  const set = (name, value) => {
    value ? state.set(name, value) : state.delete(name);
    load();
  };
  let typing;
  [view.stream.value, view.search.value] = [state.get('stream') ?? '', state.get('grep') ?? ''];
  view.stream.addEventListener('change', () => set('stream', view.stream.value));
  view.search.addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(() => set('grep', view.search.value), 300); });
  view.at.addEventListener('change', () => set('at', view.at.value.trim()));
  document.addEventListener('keydown', event => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, dialog')) return;
    event.preventDefault();
    view.search.focus();
  });
  load();
}

// A line's text in its colours. What was printed becomes text, never anything else.
function styledText(line) {
  const text = el('span', { className: 'text' });
  let at = 0;
  for (const [length, classes, fore, back] of line.runs ?? [[line.text.length, '']]) {
    const part = line.text.slice(at, at += length);
    if (!classes) {
      text.append(part);
      continue;
    }
    const run = el('span', { className: 'run ' + classes, textContent: part });
    if (fore) run.style.setProperty('--fore', fore);
    if (back) run.style.setProperty('--back', back);
    text.append(run);
  }
  if (line.more) text.append(el('span', { className: 'cut', textContent: ` … ${line.more.toLocaleString('en')} more characters are in the download` }));
  return text;
}

// Chooses components, also of a thousand; none chosen: all are shown.
function componentChooser(names, chosenAtFirst, onChange) {
  const listedAtMost = 100;
  const chosen = new Set(chosenAtFirst);
  const summary = el('summary');
  const filter = el('input', { type: 'search', placeholder: 'filter', ariaLabel: 'filter the components', spellcheck: false });
  const all = el('button', { type: 'button', textContent: 'All' });
  const list = el('ul');
  const chooser = el('details', { className: 'chooser' }, summary, el('div', {}, el('p', {}, filter, all), list));
  const changed = () => { draw(); onChange(names.filter(name => chosen.has(name))); };
  const draw = () => {
    summary.textContent = chosen.size === 0 ? (names.length === 1 ? names[0] : `all ${names.length.toLocaleString('en')} components`)
      : chosen.size <= 2 ? [...chosen].join(', ') : `${chosen.size} of ${names.length.toLocaleString('en')} components`;
    all.disabled = chosen.size === 0;
    const word = filter.value.trim().toLowerCase();
    const matching = names.filter(name => name.toLowerCase().includes(word));
    const focused = list.contains(document.activeElement) ? document.activeElement.value : null;
    list.replaceChildren(...matching.slice(0, listedAtMost).map(name => {
      const box = el('input', { type: 'checkbox', value: name, checked: chosen.has(name) });
      box.addEventListener('change', () => { box.checked ? chosen.add(name) : chosen.delete(name); changed(); });
      return el('li', {}, el('label', {}, box, name),
        el('button', { type: 'button', textContent: 'only', value: name, ariaLabel: 'only ' + name, onclick: () => { chosen.clear(); chosen.add(name); changed(); } }));
    }));
    if (matching.length === 0) list.append(el('li', { className: 'note', textContent: 'No component matches.' }));
    if (matching.length > listedAtMost) list.append(el('li', { className: 'note', textContent: `and ${(matching.length - listedAtMost).toLocaleString('en')} more: filter them` }));
    if (focused !== null) [...list.querySelectorAll('input')].find(box => box.value === focused)?.focus();
  };
  filter.addEventListener('input', draw);
  all.addEventListener('click', () => { chosen.clear(); changed(); });
  chooser.addEventListener('toggle', () => { if (chooser.open) filter.focus(); });
  chooser.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !chooser.open) return;
    event.preventDefault();
    chooser.open = false;
    summary.focus();
  });
  document.addEventListener('click', event => { if (!event.composedPath().includes(chooser)) chooser.open = false; });
  draw();
  return chooser;
}
