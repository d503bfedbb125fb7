__keep(() => 1); let after; __keep(() => after);
__keep(() => 2);
