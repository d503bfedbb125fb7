// Async functions sleep for a day.
// trace: setTimeout (anonymous)
const { setTimeout: sleep } = require('timers/promises');

async function expire(session) {
//<- grows: object expire 0 10 20
  await sleep(24 * 3600_000);
  //<- cause
  session.expired = true;
}

exports.work = () => { void expire({ expired: false, data: Buffer.alloc(64) }); };
