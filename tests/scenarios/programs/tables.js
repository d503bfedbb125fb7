// Tables whose keys read like names, that are defined entry by entry, or lie in a map of tables.
const online = {};
const symbols = {};
const groups = new Map();
function enter(id, socket) {
  online[id] = { since: 1, say: (what) => socket.write(what) };
  //<- cause of say
  //                            ^ grows: closure say 0 10 20
  //                            ^ captures used socket of say
}
class Atom {}
//<- grows: object Atom 0 10 20
function intern(name) {
  Object.defineProperty(symbols, name, { value: new Atom() });
  //<- cause of Atom
}
class Row {}
//<- grows: object Row 0 10 20
function cached(group, key) {
  let table = groups.get(group);
  if (!table) {
    table = new Map();
    groups.set(group, table);
  }
  table.set(key, new Row());
  //<- cause of Row
}
let n = 0;
exports.work = () => {
  n += 1;
  enter(`idA${n}x`, { write() {} });
  intern(`atom ${n}`);
  cached('users', `u${n}`);
};
