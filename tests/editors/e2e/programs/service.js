const { EventEmitter } = require('events');
const { writeFileSync } = require('fs');

const orders = new EventEmitter();
orders.setMaxListeners(0);

class Session {
  constructor(id) {
    this.id = id;
    this.cart = new Array(100).fill(id);
  }
}

function connect(id) {
  const session = new Session(id);
  orders.on('paid', (order) => session.cart.push(order));
  return session;
}

let id = 0;
const { SESSIONS } = process.env; // a file for their number
const tell = SESSIONS ? (number) => writeFileSync(SESSIONS, `${number}`) : console.log;
setInterval(() => tell(connect(id++).id), 20);
