"""What the heap graph means: growth, retaining paths, leak traces, suspects."""
