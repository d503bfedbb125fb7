// Two faults in one file are two suspects, also where both keep the same class alive.
const { EventEmitter } = require('events');

const bus = new EventEmitter().setMaxListeners(0);
const history = new Map();
let calls = 0;

class Order {
  constructor(id) {
    this.id = id;
    this.lines = Buffer.alloc(80);
  }
}

function remember(order) {
  const undo = () => order.lines.fill(0);
  //           ^ grows: closure undo 0 20 40
  //           ^ captures used order of undo
  history.set(order.id, undo);
  //<- cause of undo
}

function watch(order) {
  function onPrice(price) { order.price = price; }
  //<- grows: closure onPrice 0 10 20
  //<- captures used order of onPrice
  bus.on('price', onPrice);
  //<- cause of onPrice
}

exports.work = () => {
  for (let i = 0; i < 2; i += 1) remember(new Order(calls += 1));
  watch(new Order(calls));
};
