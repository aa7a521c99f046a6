"""What differs by operating system: folders, locks, names."""
