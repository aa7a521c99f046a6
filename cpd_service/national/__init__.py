"""What the national office does: a module for each subject. Routes and the command line call the same functions."""
