// Only strings pile up.
// trace: lines Array
const lines = [];

function note(number) {
  lines.push(`line ${number}: ${'x'.repeat(300)}`);
  //<- cause
  //<- grows: object string 0 10 20
}

let calls = 0;

exports.work = () => {
  calls += 1;
  note(calls);
  return lines.length;
};

