"""The checker: a process of its own that runs the rules, and the server's hold on it."""
