"""From a chunk of commands to its results: read, authorise, check, decide, apply, all of a chunk in one transaction."""
