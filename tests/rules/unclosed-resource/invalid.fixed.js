//# a file
//= Release it in finally (unsafe: what is returned may still need it) (unsafe)
const fs = require('fs');
module.exports = function first(path) {
  const file = fs.openSync(path, 'r');
  try {
  //             ^^^^^^^^^^^^^^^^^^^^^^ unclosed-resource: nothing releases 'file'
    const byte = Buffer.alloc(1);
    fs.readSync(file, byte, 0, 1, 0);
    return byte[0];
  } finally {
    fs.closeSync(file);
  }
};

//# a file handle
//= Release it in finally (unsafe: what is returned may still need it) (unsafe)
const fs = require('fs/promises');
module.exports = async function first(path) {
  const handle = await fs.open(path);
  try {
  //                     ^^^^^^^^^^^^^ unclosed-resource: nothing releases 'handle'
    const { buffer } = await handle.read();
    return buffer[0];
  } finally {
    await handle.close();
  }
};

//# the first chunk of a stream
//= Release it in finally (unsafe: what is returned may still need it) (unsafe)
export async function peek(stream) {
  const reader = stream.getReader();
  try {
  //               ^^^^^^^^^^^^^^^^^^ unclosed-resource: nothing releases 'reader'
    const { value } = await reader.read();
    return value;
  } finally {
    reader.releaseLock();
  }
}

//# an object url
//= no fix

//# an object url that goes to an element
//= no fix

//# a writer
//= Release it in finally (unsafe: what is returned may still need it) (unsafe)
export async function send(stream, text) {
  const writer = stream.getWriter();
  try {
  //               ^^^^^^^^^^^^^^^^^^ unclosed-resource: nothing releases 'writer'
    await writer.write(text);
  } finally {
    writer.releaseLock();
  }
}

//# fs.promises
//= Release it in finally (unsafe: what is returned may still need it) (unsafe)
const fs = require('fs');
module.exports = async function size(path) {
  const handle = await fs.promises.open(path, 'r');
  try {
  //                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ unclosed-resource: nothing releases 'handle'
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
};

//# window.URL
//= no fix

//# an error between open and close
//= Release it in finally (unsafe: what is returned may still need it) (unsafe)
const fs = require('fs').promises;
module.exports = async function header(path) {
  const handle = await fs.open(path, 'r');
  try {
  //                     ^ unclosed-resource: an error before its release keeps 'handle'
    const { bytesRead, buffer } = await handle.read();
    if (bytesRead < 4) throw new Error('short');
    return buffer;
  } finally {
    await handle.close();
  }
};

//# a client that is only released when all goes well
//= Release it in finally (unsafe: what is returned may still need it) (unsafe)
export class Accounts {
  constructor(private pool: any) {}
  async move(id: string): Promise<number> {
    const client = await this.pool.connect();
    try {
  //                       ^ unclosed-resource: an error before its release keeps 'client'
      const { rows } = await client.query('select 1', [id]);
      return rows.length;
    } finally {
      client.release();
    }
  }
}

//# a generator that may be left early
//= Release it in finally (unsafe: what is returned may still need it) (unsafe)
export async function* lines(response) {
  const reader = response.body.getReader();
  try {
  //               ^ unclosed-resource: nothing releases 'reader'
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

//# a return between the lock and its release
//= Release it in finally (unsafe: what is returned may still need it) (unsafe)
export async function first(stream) {
  const reader = stream.getReader();
  try {
  //               ^^^^^^^^^^^^^^^^^^ unclosed-resource: an error before its release keeps 'reader'
    const { value, done } = await reader.read();
    if (done) return null;
    return value;
  } finally {
    reader.releaseLock();
  }
}

//# a handle that nobody has but who uses it
//= no fix

