//# closed in finally
const fs = require('fs');
module.exports = function first(path) {
  const file = fs.openSync(path, 'r');
  try {
    const byte = Buffer.alloc(1);
    fs.readSync(file, byte, 0, 1, 0);
    return byte[0];
  } finally {
    fs.closeSync(file);
  }
};

//# a handle that is returned
const fs = require('fs/promises');
module.exports = async function open(path) {
  const handle = await fs.open(path);
  return handle;
};

//# a handle kept in a field
const fs = require('fs/promises');
class File {
  async open(path) {
    const handle = await fs.open(path);
    this.handle = handle;
  }
}
module.exports = File;

//# a reader that reads to the end
export async function read(stream, chunks) {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    chunks.push(value);
  }
}

//# a released reader
export async function peek(stream) {
  const reader = stream.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return value;
}

//# a revoked url
export function show(blob, image) {
  const url = URL.createObjectURL(blob);
  image.onload = () => URL.revokeObjectURL(url);
  image.src = url;
}

//# a returned url
export const url = (blob) => URL.createObjectURL(blob);

//# a closed writer
export async function send(stream, text) {
  const writer = stream.getWriter();
  await writer.write(text);
  await writer.close();
}

//# another open
module.exports = function show(dialog) {
  const handle = dialog.open('welcome');
  handle.focus();
};

//# code that runs once
const fs = require('fs');
const log = fs.openSync('log', 'a');
fs.writeSync(log, 'begin');

//# a callback form
const fs = require('fs');
module.exports = function open(path, done) {
  fs.open(path, (error, file) => done(error, file));
};

//# a closed handle
const fs = require('fs/promises');
module.exports = async function size(path) {
  const handle = await fs.open(path);
  const { size } = await handle.stat();
  await handle.close();
  return size;
};

//# a client that is released in finally (ts)
export class Accounts {
  constructor(private pool: any) {}
  async move(id: string): Promise<number> {
    const client = await this.pool.connect();
    try {
      const { rows } = await client.query('select 1', [id]);
      return rows.length;
    } finally {
      client.release();
    }
  }
}

//# a client that is released after an error too
module.exports = async function ask(pool, text) {
  const client = await pool.connect();
  try {
    await client.query(text);
    client.release();
  } catch (error) {
    client.release(error);
    throw error;
  }
};

//# a client that somebody else gets
module.exports = async function lend(pool, use) {
  const client = await pool.connect();
  await client.query('begin');
  return client;
};

//# a lock that is released in finally (esm)
export async function first(stream) {
  const reader = stream.getReader();
  try {
    const { value, done } = await reader.read();
    if (done) return null;
    return value;
  } finally {
    reader.releaseLock();
  }
}

//# a handle that goes to something that closes it
import { open } from 'node:fs/promises';
export async function lines(path) {
  return (await open(path)).readLines();
}
export async function keep(path, files) {
  files.push(await open(path));
}
