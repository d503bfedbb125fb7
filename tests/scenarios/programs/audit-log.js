// Plain objects, made by a literal, pile up in a property of an exported object.
// trace: log Object -> .entries Array -> [*] Object
const log = { entries: [] };
exports.log = log;

function audit(user) {
  log.entries.push({ user, at: process.hrtime() });
  //<- cause
  //<- grows: object Object 0 10 20
}

let calls = 0;

exports.work = () => {
  calls += 1;
  audit(`user ${calls}`);
};
