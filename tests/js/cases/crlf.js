let bom = {};
__keep(() => bom);
if (bom) { let crlf; __keep(() => crlf); }
