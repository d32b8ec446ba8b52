// Comforts only: every page works without this file.
const one = (part) => document.querySelector(part);
const box = one('#q');
const typing = (target) => target.closest('input, textarea, select, [contenteditable]');

// Keys: / j k o n p, unless the reader switched them off (WCAG 2.1.4).
const hits = () => [...document.querySelectorAll('a.hit')];
const step = (by) => {
  const all = hits();
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (next) next.focus();
};
const follow = (rel) => {
  const link = one(`a[rel~="${rel}"]`);
  if (link) link.click();
};
const keys = {
  '/': () => { box.focus(); box.select(); },
  j: () => step(1),
  k: () => step(-1),
  o: () => { if (hits().includes(document.activeElement)) document.activeElement.click(); },
  n: () => follow('next'),
  p: () => follow('prev'),
};
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  const act = keys[event.key];
  if (!act || !('keys' in document.body.dataset) || typing(event.target)) return;
  event.preventDefault();
  act();
});

// Suggestions for the word at the end of the query.
const list = one('#q-suggest');
box.setAttribute('role', 'combobox');
box.setAttribute('aria-autocomplete', 'list');
box.setAttribute('aria-expanded', 'false');
box.setAttribute('aria-controls', list.id);
let chosen = -1;
let asked = 0;

const close = () => {
  list.hidden = true;
  chosen = -1;
  box.setAttribute('aria-expanded', 'false');
  box.removeAttribute('aria-activedescendant');
};
const word = () => box.value.match(/-?(\S*)$/)[1];
const take = (item) => {
  const text = item.dataset.insert;
  box.value = box.value.slice(0, box.value.length - word().length) + text + (text.endsWith(':') ? '' : ' ');
  close();
  box.focus();
  box.dispatchEvent(new Event('input'));
};
const mark = (to) => {
  const items = [...list.children];
  chosen = (to + items.length) % items.length;
  items.forEach((item, i) => item.setAttribute('aria-selected', String(i === chosen)));
  box.setAttribute('aria-activedescendant', items[chosen].id);
};
const show = (found) => {
  list.replaceChildren(...found.map((suggestion, i) => {
    const item = document.createElement('li');
    item.id = `q-suggest-${i}`;
    item.dataset.insert = suggestion.insert;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', 'false');
    const name = document.createElement('span');
    name.textContent = suggestion.insert;
    item.append(name);
    if (suggestion.count != null) item.append(String(suggestion.count));
    item.addEventListener('pointerdown', (event) => { event.preventDefault(); take(item); });
    return item;
  }));
  list.hidden = found.length === 0;
  box.setAttribute('aria-expanded', String(!list.hidden));
  chosen = -1;
};
box.addEventListener('input', async () => {
  const mine = ++asked;
  const typed = word();
  if (typed.length < 2 || typed.length > 60) return close();
  await new Promise((resume) => setTimeout(resume, 120));
  if (mine !== asked) return;
  try {
    const answer = await fetch(`/suggest?typed=${encodeURIComponent(typed)}`);
    if (answer.ok && mine === asked) show(await answer.json());
  } catch { close(); }
});
box.addEventListener('keydown', (event) => {
  if (list.hidden) return;
  if (event.key === 'ArrowDown') mark(chosen + 1);
  else if (event.key === 'ArrowUp') mark(chosen < 0 ? -1 : chosen - 1);
  else if (event.key === 'Enter' && chosen >= 0) take(list.children[chosen]);
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
});
box.addEventListener('blur', close);

// Results while one types: one step of the history, told aloud after a pause; unreadable queries fade them.
const said = one('output');
const ask = new XMLHttpRequest();
let later, telling, typed;
let shown = location.search;
const stop = () => { ask.abort(); clearTimeout(later); clearTimeout(telling); };
ask.onload = () => {
  const page = ask.response;
  const unread = ask.status !== 200;
  one('main').classList.toggle('stale', unread);
  if (unread) return;
  const held = document.activeElement;
  ['main', '.language', '.bar nav'].forEach((part) => one(part).replaceWith(page.querySelector(part)));
  if (!held.isConnected) one('main').focus();
  document.title = page.title;
  telling = setTimeout(() => { said.textContent = one('h1').textContent; }, 900);
  history[typed ? 'replaceState' : 'pushState'](0, '', ask.responseURL);
  typed = true;
  shown = location.search;
};
box.addEventListener('input', () => {
  if (location.pathname !== '/search') return;
  stop();
  later = setTimeout(() => {
    ask.open('GET', `/search?${new URLSearchParams(new FormData(box.form))}`);
    ask.responseType = 'document';
    ask.send();
  }, 150);
});
box.form.addEventListener('submit', stop);
addEventListener('popstate', () => { if (shown !== location.search) location.reload(); });
