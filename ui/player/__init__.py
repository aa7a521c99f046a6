"""The room in which a course is studied: video, lessons and chapters, notes, the quiz, its files on this machine."""
