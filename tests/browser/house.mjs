// A fictional archive in a temporary directory, and greffe serving it.

import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ATTACKS = join(HERE, '../../crates/web/src/formatted/attacks.txt');

/** Returns the greffe to test: GREFFE_BIN, or the newest that cargo built. */
export function greffeBinary() {
  const built = ['release', 'debug'].map((profile) => join(HERE, '../../target', profile, 'greffe'));
  const found = [process.env.GREFFE_BIN, ...built].find((path) => path && existsSync(path));
  if (!found) throw new Error('no greffe: build it, or name it in GREFFE_BIN');
  return found;
}

/** Returns the attacks of the sanitiser's own tests, as `{ name, html }`. */
export function attacks() {
  const escapes = { '0': '\0', n: '\n', t: '\t', x01: '\x01', '\\': '\\' };
  const lines = readFileSync(ATTACKS, 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
  return lines.map((line) => {
    const at = line.indexOf(': ');
    const html = line.slice(at + 2).replace(/\\(0|n|t|x01|\\)/g, (_, code) => escapes[code]);
    return { name: line.slice(0, at), html };
  });
}

const EVIL = '</title><script>alert(1)</script><img src=x onerror=alert(2)>';

/** Returns a mail with files that attack whoever shows them, and what they are; parts 2 and on. */
function hostileFiles() {
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
  const files = [
    { what: 'text', type: 'text/plain', name: `${EVIL}.txt`, content: `needlework ${EVIL}\n\u202egnp.exe\n${'long '.repeat(400)}` },
    { what: 'page', type: 'text/html', name: "a'onmouseover=alert(3) x.html", content: `<base href=http://evil.example/><p>read</p>${EVIL}<style>*{display:none}</style>` },
    { what: 'drawing', type: 'image/svg+xml', name: 'x.svg', content: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(4)"><script>alert(5)</script><text>drawn</text></svg>' },
    { what: 'table', type: 'text/csv', name: '=HYPERLINK("http:evil").csv', content: '=1+1,@SUM(A1)\n-2,"=cmd|\' /C calc\'!A0"\n' },
    { what: 'image', type: 'image/png', name: 'dot.png', content: Buffer.from(pixel, 'base64') },
    { what: 'unknown', type: 'application/x-msdownload', name: 'invoice\u202efdp.exe', content: Buffer.from([77, 90, 0, 1, 2, 255]) },
  ];
  const part = ({ type, name, content }) => [
    `Content-Type: ${type}`, `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*!]/g, escape)}`,
    'Content-Transfer-Encoding: base64', '', Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n'),
  ].join('\r\n');
  const head = [
    'From: Mallory <mallory@attack.example>', 'Subject: =1+1 files that attack', 'Date: Wed, 06 Mar 2024 10:00:00 +0000',
    'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=edge', '', '--edge', '', 'See the files.',
  ];
  return { raw: `${[...head, ...files.map((file) => `--edge\r\n${part(file)}`)].join('\r\n')}\r\n--edge--\r\n`, files };
}

/** An archive that is being served. */
export class House {
  /** Makes the archive, imports everything and serves it. */
  static async open({ hostile = true } = {}) {
    const house = new House();
    house.binary = greffeBinary();
    house.directory = mkdtempSync(join(tmpdir(), 'greffe-browser-'));
    try {
      house.importSample();
      if (hostile) house.importAttacks();
      if (hostile) house.importFiles();
      await house.serve();
    } catch (error) {
      house.close();
      throw error;
    }
    return house;
  }

  /** Runs greffe on the archive; returns what it printed. */
  greffe(...words) {
    const archive = join(this.directory, 'archive');
    // Exit 1 is an answer too: some mail of the sample is damaged on purpose.
    try {
      return execFileSync(this.binary, ['--archive', archive, '--lang', 'en', ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
    } catch (error) {
      if (error.status === 1) return error.stdout;
      throw new Error(`greffe ${words[0]}: ${error.stderr || error.message}`);
    }
  }

  /** Returns the first message that a query finds, or null. */
  find(query, offset = 0) {
    const answer = JSON.parse(this.greffe('--json', 'search', query, '--limit', '1', '--offset', String(offset)));
    return answer.hits[0] ?? null;
  }

  /** Returns the files inside a message. */
  filesOf(id) {
    return JSON.parse(this.greffe('--json', 'show', id)).parts.filter((part) => part.attachment);
  }

  /** The fictional organisation, and one mail of each attack that its generator knows. */
  importSample() {
    const sample = join(this.directory, 'sample');
    const generator = process.env.GREFFE_SAMPLE_BIN ?? join(dirname(this.binary), 'greffe-sample');
    // So many that every attack occurs; only part of it is imported.
    execFileSync(generator, ['--out', sample, '--messages', '12000', '--seed', '1', '--as', 'eml']);
    const truth = readFileSync(join(sample, 'truth.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    const paths = readdirSync(sample, { recursive: true }).filter((path) => path.endsWith('.eml'));
    const byIndex = new Map(paths.map((path) => [Number(path.match(/(\d+)\.eml$/)[1]), join(sample, path)]));
    this.hostile = [];
    const chosen = join(this.directory, 'courrier');
    mkdirSync(chosen);
    const known = new Set();
    for (const mail of truth) {
      const isNew = mail.hostile && !known.has(mail.attack);
      if (mail.index >= 1500 && !isNew) continue;
      copyFileSync(byIndex.get(mail.index), join(chosen, `${mail.index}.eml`));
      if (!isNew) continue;
      known.add(mail.attack);
      this.hostile.push({ name: `sample ${mail.attack}`, id: mail.sha256, visible: mail.visible });
    }
    this.greffe('import', chosen, '--mailbox', 'cabinet');
    // After the mail, so that verdicts change and messages have a history.
    this.keys = join(sample, 'keys.tsv');
    this.greffe('keys', 'add', this.keys, join(sample, 'observations.jsonl'));
  }

  /** One mail for each attack of the sanitiser's own tests. */
  importAttacks() {
    const folder = join(this.directory, 'attaques');
    mkdirSync(folder);
    attacks().forEach(({ name, html }, index) => {
      const visible = `Readable-sentence-${index}`;
      const body = Buffer.from(html.replaceAll('VISIBLE', visible)).toString('base64').replace(/.{76}/g, '$&\r\n');
      const head = [
        'From: Mallory <mallory@attack.example>', 'To: ann@reader.example', `Subject: attack ${name}`,
        'Date: Tue, 05 Mar 2024 10:00:00 +0000', `Message-ID: <${index}@attack.example>`, 'MIME-Version: 1.0',
        'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64',
      ];
      const raw = `${head.join('\r\n')}\r\n\r\n${body}\r\n`;
      writeFileSync(join(folder, `${index}.eml`), raw);
      this.hostile.push({ name: `attack ${name}`, id: createHash('sha256').update(raw).digest('hex'), visible });
    });
    this.greffe('import', folder, '--mailbox', 'attaques');
  }

  /** One mail whose files and their names wish ill: as text, as markup, as a table, as an image, as nothing known; a loose file. */
  importFiles() {
    const folder = join(this.directory, 'fichiers');
    mkdirSync(folder);
    const { raw, files } = hostileFiles();
    writeFileSync(join(folder, '1.eml'), raw);
    writeFileSync(join(folder, 'loose sheet.csv'), `loose,${EVIL}\n=1+1,2\n`);
    this.greffe('import', folder, '--mailbox', 'fichiers');
    const id = createHash('sha256').update(raw).digest('hex');
    this.files = files.map(({ what }, index) => ({ what, path: `/message/${id}/file/${index + 2}` }));
    this.carrier = id;
  }

  async serve() {
    const words = ['--archive', join(this.directory, 'archive'), '--json', 'serve', '--port', '0'];
    this.server = spawn(this.binary, words, { stdio: ['ignore', 'pipe', 'ignore'] });
    const lines = createInterface({ input: this.server.stdout });
    const first = await Promise.race([
      new Promise((resolve) => lines.once('line', resolve)),
      new Promise((_, reject) => this.server.once('exit', (code) => reject(new Error(`greffe serve ended with ${code}`)))),
    ]);
    this.start = JSON.parse(first).url;
    this.origin = new URL(this.start).origin;
  }

  /** Stops serving and removes everything. */
  close() {
    this.server?.kill('SIGTERM');
    rmSync(this.directory, { recursive: true, force: true });
  }
}
