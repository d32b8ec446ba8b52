// Every page, in both languages, with and without scripts, light and dark.

import { gzipSync } from 'node:zlib';
import { Window, axeProblems } from './browser.mjs';
import { check, tell } from './report.mjs';

const MOST_BYTES = 60 * 1024;

/** Returns the pages to visit: `{ name, path, status }`. */
export function allPages(house) {
  const pages = [
    ['overview', '/'], ['everything', '/search'], ['results', '/search?q=commission'],
    ['sorted by date', '/search?q=kind%3Aperson&sort=-date'], ['page 2', '/search?q=kind%3Aperson&page=2'],
    ['nothing found', '/search?q=zzzzunknownword'],
    ['query error', '/search?q=%22never+closed+(', 400], ['imports', '/imports'], ['batch', '/batch'],
    ['saved', '/saved'], ['tags', '/tags'], ['help', '/help'], ['keys', '/keys'], ['not found', '/nowhere', 404],
    ['no such message', '/message/ffffffffffff', 404],
  ];
  for (const kind of ['person', 'list', 'bulk', 'automatic']) addMessage(pages, house, `${kind} message`, `kind:${kind}`);
  addMessage(pages, house, 'message with attachment', 'has:attachment');
  for (const verdict of ['verified', 'partly-verified', 'unproven', 'mismatch']) {
    addMessage(pages, house, `${verdict} message`, `verdict:${verdict} kind:person`, ['', '/source']);
  }
  for (const reason of ['key-missing', 'key-published', 'explained-by-list', 'header-duplicated', 'octets-uncovered']) {
    addMessage(pages, house, `message with ${reason}`, `reason:${reason}`, ['', '/source']);
  }
  addFiles(pages, house);
  const [somebody] = house.find('kind:person').from.match(/[^<>\s]+@[^<>\s]+/);
  pages.push(['correspondents', '/correspondents'], ['one correspondent', `/correspondent?address=${encodeURIComponent(somebody)}`]);
  const [hostile] = house.hostile;
  pages.push(['hostile message', `/message/${hostile.id}`], ['its source', `/message/${hostile.id}/source`]);
  pages.push(['its formatted view', `/message/${hostile.id}?view=formatted`]);
  return pages.map(([name, path, status = 200]) => ({ name, path, status }));
}

/** Files inside messages: what was read of them, their pictures, and those that nobody could read. */
function addFiles(pages, house) {
  pages.push(['unread files', '/files'], ['unread files of one reason', '/files?why=none.unsupported']);
  pages.push(['hits in files', '/search?q=attachment%3Aneedlework'], ['message with hostile files', `/message/${house.carrier}`]);
  for (const { what, path } of house.files) pages.push([`hostile ${what}`, `${path}?q=needlework`]);
  addMessage(pages, house, 'loose document', 'kind:document', ['', '/file/0']);
  for (const type of ['pdf', 'docx', 'xlsx', 'zip', 'jpg', 'png']) {
    const hit = house.find(`filetype:${type}`);
    const file = hit && house.filesOf(hit.id).find((part) => part.name.endsWith(`.${type}`));
    if (!file) continue;
    const path = `/message/${hit.id}/file/${file.n}`;
    pages.push([`${type} file`, path]);
    if (type === 'pdf') pages.push(['pictures of a pdf file', `${path}?pictures=1`]);
  }
}

function addMessage(pages, house, name, query, below = ['']) {
  const hit = house.find(query);
  if (hit) below.forEach((rest) => pages.push([rest ? `${name}, ${rest}` : name, `/message/${hit.id}${rest}`]));
  else tell(`there is a ${name}`, [`${query} finds nothing`]);
}

/** Visits all pages in all ways. */
export async function checkPages(browser, house) {
  const pages = allPages(house);
  await checkWeight(browser, house, pages);
  for (const locale of ['fr', 'en']) {
    for (const colorScheme of ['light', 'dark']) {
      for (const javaScriptEnabled of [true, false]) {
        await checkWay(browser, house, pages, { locale, colorScheme, javaScriptEnabled });
      }
    }
  }
  await checkReflow(browser, house, pages);
}

async function checkWay(browser, house, pages, way) {
  const axe = way.javaScriptEnabled;
  const name = `${way.locale} ${way.colorScheme} ${axe ? 'with scripts' : 'without scripts'}`;
  const window = await Window.open(browser, house.origin, { start: house.start, axe, ...way });
  for (const page of pages) {
    await check(`page ${page.name}, ${name}`, async () => {
      const problems = await visit(window, house, page, way.locale);
      return [...problems, ...(axe ? await axeProblems(window.page) : []), ...window.take()];
    });
  }
  await window.close();
}

async function visit(window, house, { path, status }, locale) {
  const response = await window.page.goto(house.origin + path, { waitUntil: 'load' });
  const problems = [];
  if (response.status() !== status) problems.push(`status ${response.status()} instead of ${status}`);
  const lang = await window.page.getAttribute('html', 'lang');
  if (lang !== locale) problems.push(`lang is ${lang}`);
  const headings = await window.page.locator('h1').count();
  if (headings !== 1) problems.push(`${headings} headings of level 1`);
  const text = await window.page.innerText('body');
  const key = text.match(/\[[a-z]+(-[a-z]+)+\]/);
  if (key) problems.push(`text without words: ${key[0]}`);
  return problems;
}

async function checkWeight(browser, house, pages) {
  const window = await Window.open(browser, house.origin, { start: house.start });
  const size = async (address) => gzipSync(await (await window.context.request.get(house.origin + address)).body()).length;
  await window.page.goto(house.origin);
  const assets = await window.page.$$eval('link[rel=stylesheet], script[src]', (all) => all.map((one) => one.getAttribute('href') ?? one.getAttribute('src')));
  let shared = 0;
  for (const asset of assets) shared += await size(asset);
  for (const { name, path } of pages) {
    await check(`weight of ${name}`, async () => {
      const bytes = shared + (await size(path));
      return bytes <= MOST_BYTES ? [] : [`${bytes} bytes compressed, with ${shared} of style and script`];
    });
  }
  await window.close();
}

/** 320 CSS pixels: a small telephone, or 1280 at 400 % (WCAG 1.4.10). */
async function checkReflow(browser, house, pages) {
  const window = await Window.open(browser, house.origin, { start: house.start, viewport: { width: 320, height: 640 }, locale: 'fr' });
  for (const { name, path } of pages) {
    await check(`reflow of ${name} at 320 pixels`, async () => {
      await window.page.goto(house.origin + path);
      const width = await window.page.evaluate(() => document.documentElement.scrollWidth);
      return width <= 320 ? [] : [`${width} pixels wide: ${await widest(window.page)}`];
    });
  }
  await window.close();
}

function widest(page) {
  return page.evaluate(() => {
    const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > 321 && !one.closest('.scroll'));
    return wide.slice(-3).map((one) => one.outerHTML.slice(0, 120)).join(' | ');
  });
}
