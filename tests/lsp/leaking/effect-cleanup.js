const { useEffect } = require('react');

class Payload {
  constructor() {
    this.data = new Array(100).fill(this);
  }
}

const target = new EventTarget();

function Widget() {
  useEffect(() => {
    const payload = new Payload();
    const timer = setInterval(() => payload.data.length, 1e6);
  }, []);
  return null;
}

exports.work = () => {
  const cleanups = require('react').mount(Widget);
  for (const cleanup of cleanups) cleanup();
};
