"""Course material as institutes have it: cmi5 and SCORM packages, folders of videos, lists; whole or not at all."""
