"""The heap worker: a process of its own for everything that loads snapshots, and the server's hold on it."""
