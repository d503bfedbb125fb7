// A class waits for an event of its own that never comes.
const { EventEmitter } = require('events');
class Database extends EventEmitter {
  ready() { return new Promise((resolve) => { this.once('ready', resolve); }); }
  //                                          ^ cause
}
const database = new Database().setMaxListeners(0);
async function save(document) {
//<- grows: object save 0 10 20
  await database.ready();
  return document;
}
exports.work = () => { void save({ title: 'x' }); };
