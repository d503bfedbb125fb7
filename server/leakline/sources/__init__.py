"""From a heap location to a source range, or the reason why not."""
