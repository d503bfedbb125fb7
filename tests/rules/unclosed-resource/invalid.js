//# a file
const fs = require('fs');
module.exports = function first(path) {
  const file = fs.openSync(path, 'r');
//             ^^^^^^^^^^^^^^^^^^^^^^ unclosed-resource: nothing releases 'file'
  const byte = Buffer.alloc(1);
  fs.readSync(file, byte, 0, 1, 0);
  return byte[0];
};

//# a file handle
const fs = require('fs/promises');
module.exports = async function first(path) {
  const handle = await fs.open(path);
//                     ^^^^^^^^^^^^^ unclosed-resource: nothing releases 'handle'
  const { buffer } = await handle.read();
  return buffer[0];
};

//# the first chunk of a stream
export async function peek(stream) {
  const reader = stream.getReader();
//               ^^^^^^^^^^^^^^^^^^ unclosed-resource: nothing releases 'reader'
  const { value } = await reader.read();
  return value;
}

//# an object url
export function show(blob, image) {
  const url = URL.createObjectURL(blob);
//            ^^^^^^^^^^^^^^^^^^^^^^^^^ unclosed-resource: nothing releases 'url'
  image.src = url;
}

//# an object url that goes to an element
export function show(blob, image) {
  image.src = URL.createObjectURL(blob);
//            ^^^^^^^^^^^^^^^^^^^^^^^^^ unclosed-resource: nothing releases 'image.src'
}

//# a writer (esm)
export async function send(stream, text) {
  const writer = stream.getWriter();
//               ^^^^^^^^^^^^^^^^^^ unclosed-resource: nothing releases 'writer'
  await writer.write(text);
}

//# fs.promises
const fs = require('fs');
module.exports = async function size(path) {
  const handle = await fs.promises.open(path, 'r');
//                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ unclosed-resource: nothing releases 'handle'
  return (await handle.stat()).size;
};

//# window.URL (ts)
export function download(blob: Blob, link: HTMLAnchorElement): void {
  const url = window.URL.createObjectURL(blob);
//            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unclosed-resource: nothing releases 'url'
  link.href = url;
  link.click();
}

//# an error between open and close
const fs = require('fs').promises;
module.exports = async function header(path) {
  const handle = await fs.open(path, 'r');
//                     ^ unclosed-resource: an error before its release keeps 'handle'
  const { bytesRead, buffer } = await handle.read();
  if (bytesRead < 4) throw new Error('short');
  await handle.close();
  return buffer;
};

//# a client that is only released when all goes well (ts)
export class Accounts {
  constructor(private pool: any) {}
  async move(id: string): Promise<number> {
    const client = await this.pool.connect();
//                       ^ unclosed-resource: an error before its release keeps 'client'
    const { rows } = await client.query('select 1', [id]);
    client.release();
    return rows.length;
  }
}

//# a generator that may be left early (esm)
export async function* lines(response) {
  const reader = response.body.getReader();
//               ^ unclosed-resource: nothing releases 'reader'
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    yield value;
  }
}

//# a return between the lock and its release (esm)
export async function first(stream) {
  const reader = stream.getReader();
//               ^^^^^^^^^^^^^^^^^^ unclosed-resource: an error before its release keeps 'reader'
  const { value, done } = await reader.read();
  if (done) return null;
  reader.releaseLock();
  return value;
}

//# a handle that nobody has but who uses it
import { open } from 'node:fs/promises';
export async function shorten(path, length) {
  return cut(await open(path, 'r+'), length);
//                 ^^^^^^^^^^^^^^^^ unclosed-resource: nobody can close what 'open' gives
}
async function cut(handle, length) {
  await handle.truncate(length);
}
