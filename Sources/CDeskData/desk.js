'use strict';
// Small helps on top of pages that the server makes: they work as forms and links, but for uploads.
(() => {
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const at = (id) => document.getElementById(id);

  // Where a fact was said is asked for when somebody wants to see it.
  for (const details of all('details.said[data-from]')) {
    details.addEventListener('toggle', async () => {
      if (!details.open || details.dataset.loaded) return;
      details.dataset.loaded = 'yes';
      try {
        const answer = await fetch(details.dataset.from);
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const places = page.querySelector('.places');
        if (places) details.append(document.adoptNode(places));
      } catch { delete details.dataset.loaded; }
    });
  }

  for (const details of all('details.edit')) {
    details.addEventListener('toggle', () => { if (details.open) details.querySelector('input:not([type=hidden]),select,textarea')?.focus(); });
    details.addEventListener('keydown', (event) => { if (event.key === 'Escape') { details.open = false; details.querySelector('summary').focus(); } });
  }

  // 1, 2, 3 answer a question; / goes to the search.
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input,select,textarea')) return;
    const button = all('button[data-key]').find((button) => button.dataset.key === event.key);
    if (button && !event.repeat) { event.preventDefault(); button.click(); return; }
    if (event.key === '/') { const search = document.querySelector('input[type=search]'); if (search) { event.preventDefault(); search.focus(); } }
  });
  // A question is answered once.
  for (const form of all('form.answers')) form.addEventListener('submit', () => setTimeout(() => { for (const button of all('button', form)) button.disabled = true; }));

  for (const select of all('.find select')) select.addEventListener('change', () => select.form.requestSubmit());

  // The desk ends when no page asks for a while; while it works, the page says so and shows what came of it.
  const alive = async () => {
    try { return await (await fetch('/alive')).json(); } catch { return null; }
  };
  setInterval(alive, 60000);
  const working = document.querySelector('.working');
  // Whoever has clicked is on the way: a page that loads itself anew now would take the click back. So would it what is being typed.
  let isLeaving = false;
  addEventListener('beforeunload', () => { isLeaving = true; });
  addEventListener('pageshow', () => { isLeaving = false; });
  const isInUse = () => isLeaving || document.querySelector('details[open],form.answers,form.order-answer') || at('drop') || at('template-file')?.files.length || document.activeElement?.matches('input,select,textarea');
  if (document.body.dataset.asks) {
    const ask = setInterval(async () => {
      const state = await alive();
      if (state && state.open === 0 && state.doing === 'nothing') {
        clearInterval(ask);
        working.hidden = true;
        if (String(state.edition) !== document.body.dataset.edition && !isInUse()) location.reload();
      }
    }, 1000);
  }

  // The seller's own table goes up first; then its form is sent like any other.
  const template = at('template');
  if (template) {
    const form = template.querySelector('form');
    form.addEventListener('submit', async (event) => {
      const file = at('template-file').files[0];
      if (form.batch.value || !file) return;
      event.preventDefault();
      const failed = () => { at('template-said').textContent = template.dataset.failed; };
      if (file.size > Number(template.dataset.max)) { at('template-said').textContent = template.dataset.large.replace('{1}', file.name); return; }
      try {
        const begun = await fetch('/import/begin', { method: 'POST', body: '' });
        if (!begun.ok) throw begun;
        const batch = await begun.text();
        const answer = await fetch('/import/file?batch=' + batch + '&name=template.xlsx', { method: 'PUT', body: file });
        if (!answer.ok) throw answer;
        form.batch.value = batch;
        form.requestSubmit();
      } catch { failed(); }
    });
  }

  // Uploads: file by file, then one import of them all.
  const drop = at('drop');
  if (!drop) return;
  const said = drop.dataset, line = at('progress'), bar = at('bar');
  const fill = (words, ...values) => values.reduce((text, value, i) => text.replace('{' + (i + 1) + '}', value), words);

  const watch = async (imports) => {
    bar.hidden = false;
    for (;;) {
      const state = await alive();
      if (!state) { await new Promise((done) => setTimeout(done, 1000)); continue; }
      if (state.imports > imports && state.doing === 'nothing') { location.assign('/import'); return; }
      if (state.bytes && state.done < state.files) { bar.value = 100 * state.bytesDone / state.bytes; line.textContent = fill(said.reading, state.done, state.files, state.messages); }
      else { bar.removeAttribute('value'); line.textContent = said.weighing; }
      await new Promise((done) => setTimeout(done, 400));
    }
  };

  const send = async (files) => {
    if (!files.length) return;
    const before = await alive();
    const large = files.find((one) => one.file.size > Number(said.max));
    if (large) { line.textContent = fill(said.large, large.name); return; }
    const total = files.reduce((sum, one) => sum + one.file.size, 0);
    let done = 0;
    bar.hidden = false;
    line.textContent = said.begin;
    try {
      const begun = await fetch('/import/begin', { method: 'POST', body: '' });
      if (!begun.ok) throw begun;
      const batch = await begun.text();
      for (const [i, one] of files.entries()) {
        line.textContent = fill(said.files, i + 1, files.length);
        const answer = await fetch('/import/file?batch=' + batch + '&name=' + encodeURIComponent(one.name), { method: 'PUT', body: one.file });
        // A name that no file may have is passed over like a hidden one.
        if (!answer.ok && answer.status !== 400) throw answer;
        done += one.file.size;
        bar.value = total ? 100 * done / total : 100;
      }
      const run = await fetch('/import/run', { method: 'POST', body: new URLSearchParams({ batch }) });
      if (!run.ok) throw run;
      await watch(before ? before.imports : 0);
    } catch { line.textContent = said.failed; bar.hidden = true; }
  };

  const walk = async (entry, path, found) => {
    if (entry.isFile) {
      found.push({ name: path + entry.name, file: await new Promise((done, no) => entry.file(done, no)) });
    } else if (entry.isDirectory) {
      const reader = entry.createReader();
      for (;;) {
        const entries = await new Promise((done, no) => reader.readEntries(done, no));
        if (!entries.length) break;
        for (const next of entries) await walk(next, path + entry.name + '/', found);
      }
    }
  };

  for (const id of ['files', 'folder']) {
    at(id).addEventListener('change', (event) => send([...event.target.files].map((file) => ({ name: file.webkitRelativePath || file.name, file }))));
  }
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(kind, async (event) => {
      event.preventDefault();
      drop.classList.toggle('over', kind === 'dragover');
      if (kind !== 'drop') return;
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
      const found = [];
      for (const entry of entries) await walk(entry, '', found);
      send(found);
    });
  }
  if (at('running').dataset.running) watch(Number(at('running').dataset.imports));
})();
