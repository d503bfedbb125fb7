// Iterators are begun and kept, never finished.
// trace: open Set -> set[…] rows
const open = new Set();

function* rows(table) {
//<- grows: object rows 0 10 20
  const buffer = Buffer.alloc(128);
  for (const row of table) yield buffer[row];
}

function begin() {
  const iterator = rows([1, 2, 3]);
  iterator.next();
  open.add(iterator);
  //<- cause
}

exports.work = begin;
