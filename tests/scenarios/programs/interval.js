// An interval is started for every connection and never cleared.
// trace: setInterval
function connect(id) {
  const connection = { id, inbox: Buffer.alloc(256) };
  setInterval(function ping() { connection.inbox.fill(0); }, 3600_000);
  //          ^ grows: closure ping 0 10 20
  //          ^ captures used connection
  //<- cause
  return connection.id;
}

let connections = 0;

exports.work = () => {
  connections += 1;
  return connect(connections);
};
