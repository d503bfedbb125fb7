// Every plugin subscribes to a diagnostics channel.
// trace: channel Channel -> subscribe[*] (anonymous)
const channel = require('diagnostics_channel').channel('app:request');

function install(plugin) {
  channel.subscribe((message) => { plugin.seen.push(message); });
  //<- cause
  //                ^ grows: closure (anonymous) 0 10 20
  //                ^ captures used plugin
}

exports.work = () => install({ seen: [], data: Buffer.alloc(32) });
