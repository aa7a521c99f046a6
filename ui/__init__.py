"""Qt widgets: what a person sees. Knows no SQL, no HTTP, no file formats."""
