// Hostile mail in the formatted view: nothing acts, nothing is asked for, the sentence is there.

import { createServer } from 'node:http';
import { Window } from './browser.mjs';
import { attacks } from './house.mjs';
import { check } from './report.mjs';

/** Windows that work side by side. */
const WINDOWS = 4;

/** Long enough for a handler, a timer or a refresh of no seconds. */
const WAIT_MS = 120;

/** Opens every hostile mail, as a page of its own and in the message's frame. */
export async function checkHostile(browser, house) {
  await checkTheWatch(browser);
  const waiting = [...house.hostile];
  const work = async () => {
    const window = await Window.open(browser, house.origin, { start: house.start });
    for (let mail = waiting.shift(); mail; mail = waiting.shift()) await checkMail(window, house, mail);
    await window.close();
  };
  await Promise.all(Array.from({ length: WINDOWS }, work));
}

async function checkMail(window, house, { name, id, visible }) {
  await check(`hostile, alone: ${name}`, async () => {
    const address = `${house.origin}/message/${id}/formatted`;
    window.take();
    const response = await window.page.goto(address);
    await window.page.waitForTimeout(WAIT_MS);
    const asked = window.requests.filter((url) => url !== address && !url.startsWith('data:'));
    const problems = [...window.take(), ...asked.map((url) => `request: ${url}`)];
    if (response.status() !== 200) problems.push(`status ${response.status()}`);
    if (window.page.url() !== address) problems.push(`went to ${window.page.url()}`);
    return [...problems, ...missing(await window.page.innerText('body'), visible)];
  });
  await check(`hostile, in the message: ${name}`, async () => {
    const address = `${house.origin}/message/${id}?view=formatted`;
    window.take();
    await window.page.goto(address);
    const frame = window.page.frames().find((one) => one.url().endsWith('/formatted'));
    await window.page.waitForTimeout(WAIT_MS);
    const problems = window.take();
    if (window.page.url() !== address) problems.push(`went to ${window.page.url()}`);
    if (!frame) return [...problems, 'there is no frame'];
    return [...problems, ...missing(await frame.innerText('body'), visible)];
  });
}

function missing(text, visible) {
  const plain = (words) => words.replace(/\s+/g, ' ');
  return plain(text).includes(plain(visible)) ? [] : [`“${visible}” is not in: ${plain(text).slice(0, 200)}`];
}

/** The same attacks, served as they are, must be noticed: or the checks above prove nothing. */
async function checkTheWatch(browser) {
  const all = attacks();
  const server = createServer((request, response) => {
    const attack = all[Number(request.url.slice(1))];
    response.writeHead(attack ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(attack?.html ?? '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const window = await Window.open(browser, origin);
  let acted = 0;
  for (const index of all.keys()) {
    await window.page.goto(`${origin}/${index}`).catch(() => {});
    await window.page.waitForTimeout(30);
    if (window.take().some((problem) => /^(dialog|request leaves|a window)/.test(problem))) acted += 1;
  }
  await window.close();
  server.close();
  await check(`the watch notices attacks that nobody cleaned: ${acted} of ${all.length} acted`, () => (acted >= 40 ? [] : ['too few']));
}
