"""What a person can do, by subject: the doors that the window and the command line share."""
