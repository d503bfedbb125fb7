// An exported variable is replaced with a longer list each time.
// trace: entries Array -> [*] Object
export let entries = [];

export function add(text) {
  entries = [...entries, { text }];
  //<- grows: object Object 0 10 20
  //<- cause
}

let n = 0;

export function work() {
  n += 1;
  add(`t${n}`);
}
