"""What keeps a book whole when a machine does not: faults in plain words, folders swapped at once, no orphans."""
