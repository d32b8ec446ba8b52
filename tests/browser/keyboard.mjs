// From the start address to an attachment without a mouse: with the page's keys, and with Tab alone.

import { Window, axeProblems } from './browser.mjs';
import { check } from './report.mjs';

const QUERY = 'has:attachment kind:person';

/** Results follow what one types, in the page that stands there. */
async function type(browser, house) {
  const window = await Window.open(browser, house.origin, { start: house.start, axe: true });
  const { page } = window;
  try {
    await page.goto(`${house.origin}/search?q=commission&sort=date`);
    const before = await page.textContent('h1');
    await page.evaluate(() => { window.stays = true; });
    await page.focus('#q');
    await page.keyboard.press('End');
    await page.keyboard.type(' kind:person');
    await page.waitForURL(/q=commission\+kind%3Aperson&sort=date$/);
    const problems = [...window.take(), ...(await axeProblems(page))];
    if ((await page.textContent('h1')) === before) problems.push('the results did not follow');
    const isTold = () => document.querySelector('output').textContent === document.querySelector('h1').textContent;
    if (await page.evaluate(isTold)) problems.push('the count is announced before one has paused');
    await page.waitForFunction(isTold);
    if (!(await page.evaluate(() => window.stays && document.activeElement.id === 'q'))) problems.push('the page was left, or the box');
    await page.keyboard.type(' "never closed');
    await page.waitForSelector('main.stale');
    await page.keyboard.type('"');
    await page.waitForSelector('main:not(.stale)');
    await page.goBack();
    await page.waitForURL(/q=commission&sort=date$/);
    await page.waitForFunction((before) => document.querySelector('h1')?.textContent === before, before);
    return problems;
  } finally {
    await window.close();
  }
}

/** A slow answer does not overwrite a newer one, nor take the focus with what it replaces. */
async function typeFast(browser, house) {
  const window = await Window.open(browser, house.origin, { start: house.start });
  const { page } = window;
  try {
    await page.goto(`${house.origin}/search?q=`);
    await page.route(/q=commission(&|$)/, async (route) => {
      await new Promise((resume) => setTimeout(resume, 1500));
      await route.continue().catch(() => {});
    });
    await page.focus('#q');
    await page.keyboard.type('commission');
    await page.waitForRequest(/q=commission(&|$)/);
    await page.keyboard.type(' kind:list');
    await page.waitForURL(/kind%3Alist/);
    await page.waitForTimeout(1800);
    const problems = window.take();
    if (!page.url().includes('kind%3Alist')) problems.push('a slow answer overwrote a newer one');
    await page.keyboard.type(' -lang:en');
    await page.focus('a.hit');
    await page.waitForURL(/lang%3Aen/);
    if (await page.evaluate(() => document.activeElement === document.body)) problems.push('the focus is lost');
    return problems;
  } finally {
    await window.close();
  }
}

/** Walks both ways. */
export async function checkKeyboard(browser, house) {
  await check('keyboard: results follow what one types', () => type(browser, house));
  await check('keyboard: a slow answer disturbs nothing', () => typeFast(browser, house));
  await check('keyboard: /, j, k, o and Tab lead to an attachment', () => walk(browser, house, true));
  await check('keyboard: Tab and Enter alone lead there, without scripts', () => walk(browser, house, false));
}

async function walk(browser, house, javaScriptEnabled) {
  const window = await Window.open(browser, house.origin, { start: house.start, javaScriptEnabled, acceptDownloads: true });
  const { page } = window;
  try {
    if (javaScriptEnabled) await searchByKeys(page);
    else await searchByTab(page);
    await page.waitForURL(/\/message\//);
    await tabTo(page, (here) => /\/part\/\d+$/.test(here.href), 'an attachment');
    const coming = page.waitForEvent('download', { timeout: 5000 });
    await page.keyboard.press('Enter');
    const download = await coming;
    const problems = window.take();
    return download.suggestedFilename() ? problems : [...problems, 'the download has no name'];
  } finally {
    await window.close();
  }
}

async function searchByKeys(page) {
  await page.keyboard.press('/');
  await expectFocus(page, (here) => here.id === 'q', 'the search box after /');
  await page.keyboard.type(QUERY);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?/);
  await page.keyboard.press('j');
  const first = await focused(page);
  await page.keyboard.press('j');
  const second = await focused(page);
  await page.keyboard.press('k');
  const again = await focused(page);
  if (!first.href.includes('/message/') || first.href === second.href || again.href !== first.href) throw new Error('j and k do not move among the results');
  await page.keyboard.press('o');
}

async function searchByTab(page) {
  await tabTo(page, (here) => here.id === 'q', 'the search box');
  await page.keyboard.type(QUERY);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?/);
  await tabTo(page, (here) => /\/message\/[0-9a-f]+/.test(here.href), 'the first result');
  await page.keyboard.press('Enter');
}

function focused(page) {
  return page.evaluate(() => {
    const here = document.activeElement;
    const box = here.getBoundingClientRect();
    return { id: here.id, href: here.href ?? '', seen: box.width > 0 && box.height > 0 };
  });
}

async function expectFocus(page, wanted, name) {
  if (!wanted(await focused(page))) throw new Error(`the focus is not on ${name}`);
}

/** Presses Tab until `wanted`; whatever has the focus on the way must be seen. */
async function tabTo(page, wanted, name) {
  for (let presses = 0; presses < 300; presses += 1) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    if (!here.seen) throw new Error(`the focus cannot be seen on the way to ${name}: ${here.href || here.id}`);
    if (wanted(here)) return;
  }
  throw new Error(`300 presses of Tab do not reach ${name}`);
}
