// Code that gets hot, changes shape and is compiled anew: inline caches, maps and feedback are not the program's growth.
// nothing grows
const shapes = [
  (n) => ({ n }),
  (n) => ({ n, a: n }),
  (n) => ({ b: n, n }),
  (n) => Object.assign(Object.create({ kind: 'c' }), { n }),
  (n) => [n, { n }],
];

class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }

  plus(other) {
    return new Point(this.x + other.x, this.y + other.y);
  }
}

function total(objects) {
  return objects.reduce((sum, object) => sum + (object.n ?? object[0]), 0);
}

let n = 0;

exports.work = () => {
  n += 1;
  let point = new Point(0, 0);
  for (let i = 0; i < 2000; i += 1) {
    point = point.plus(new Point(i, i));
    total([shapes[(i + n) % shapes.length](i)]);
  }
  const text = new Function('x', `return x + ${n % 4}`);
  if (n % 3 === 0) JSON.parse(JSON.stringify({ point, text: text(n) }));
  return /(\d+)-(\w+)/.exec(`${n}-abc`)[1];
};
