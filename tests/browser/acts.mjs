// What readers do with forms: every act works without scripts, and its result is accessible.

import { Window, axeProblems } from './browser.mjs';
import { check } from './report.mjs';

/** Acts in both ways; what was made stays, so that the pages visited later have something to show. */
export async function checkActs(browser, house) {
  for (const javaScriptEnabled of [false, true]) {
    const way = javaScriptEnabled ? 'with scripts' : 'without scripts';
    const window = await Window.open(browser, house.origin, { start: house.start, locale: 'fr', axe: javaScriptEnabled, javaScriptEnabled });
    for (const [name, act] of Object.entries(ACTS)) {
      await check(`act ${name}, ${way}`, async () => {
        const problems = await act(window.page, house, way);
        return [...problems, ...(javaScriptEnabled ? await axeProblems(window.page) : []), ...window.take()];
      });
    }
    if (javaScriptEnabled) await check('act suggestions', () => suggestions(window, house));
    await window.close();
  }
}

const ACTS = {
  async tag(page, house, way) {
    await page.goto(messageOf(house));
    return fill(page, '#tag', `à relire ${way}`);
  },
  async note(page, house, way) {
    await page.goto(messageOf(house));
    return fill(page, '#note', `Une note ${way}`);
  },
  async 'save a search'(page, house, way) {
    await page.goto(`${house.origin}/search?q=commission`);
    return fill(page, '#save-name', `Ma recherche ${way}`);
  },
  async 'batch search'(page, house) {
    await page.goto(`${house.origin}/batch`);
    await page.fill('#terms', 'commission\nzzzzunknownword\n');
    await submit(page, '#terms');
    const rows = await page.locator('tbody tr').count();
    return rows === 2 ? [] : [`${rows} rows for 2 terms`];
  },
  async 'hand in keys'(page, house, way) {
    await page.goto(`${house.origin}/keys`);
    const record = 'v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
    const file = `brisbane._domainkey.football.example\t${record}\nnothing of the kind\n`;
    await page.setInputFiles('#file', { name: 'cles.txt', mimeType: 'text/plain', buffer: Buffer.from(file) });
    await page.fill('#source', `un document, ${way}`);
    await submit(page, '#file');
    const told = await page.innerText('#added');
    return /1 observation de clé a été ajoutée/.test(told) && /1 ligne n'a pas pu être lue/.test(told) ? [] : [told];
  },
  async 'read why a verdict is what it is'(page, house) {
    await page.goto(`${house.origin}/message/${house.find('verdict:mismatch').id}`);
    const open = await page.locator('#verdict details.reason[open]').count();
    await page.goto(`${house.origin}/message/${house.find('reason:key-missing').id}`);
    await page.locator('#verdict details.reason summary').first().click();
    const settles = await page.locator('#verdict details.reason').first().innerText();
    const problems = settles.includes('Ce qui trancherait') ? [] : [`the reason says only: ${settles}`];
    return open > 0 ? problems : [...problems, 'the reasons of a mismatch are closed'];
  },
  async 'take evidence away'(page, house) {
    await page.goto(`${house.origin}/message/${house.find('verdict:verified').id}`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#verdict a[download]').click()]);
    const name = download.suggestedFilename();
    return /^greffe-[0-9a-f]{16}\.zip$/.test(name) ? [] : [name];
  },
  async 'follow a facet'(page, house) {
    await page.goto(`${house.origin}/search`);
    await page.locator('#facets a').first().click();
    const query = new URL(page.url()).searchParams.get('q');
    return query ? [] : ['the facet adds nothing to the query'];
  },
};

function messageOf(house) {
  return `${house.origin}/message/${house.hostile[0].id}`;
}

async function fill(page, field, text) {
  await page.fill(field, text);
  await submit(page, field);
  const shown = await page.innerText('main');
  return shown.includes(text) ? [] : [`“${text}” is not on the page that follows`];
}

async function submit(page, field) {
  const form = page.locator('form', { has: page.locator(field) });
  await Promise.all([page.waitForNavigation(), form.locator('button').last().click()]);
}

async function suggestions(window, house) {
  await window.page.goto(house.origin);
  await window.page.locator('#q').pressSequentially('mailb', { delay: 20 });
  await window.page.locator('[role=option]').first().waitFor({ timeout: 5000 });
  const problems = await axeProblems(window.page);
  await window.page.keyboard.press('ArrowDown');
  await window.page.keyboard.press('Enter');
  const value = await window.page.inputValue('#q');
  if (!value.startsWith('mailbox:')) problems.push(`the box holds “${value}”`);
  return [...problems, ...window.take()];
}
