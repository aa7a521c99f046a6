"""The English words for codes, table by table as :mod:`cpd_desktop.labels` has the Chinese ones."""

KINDS = {"input": "Input-based", "output": "Output-based", "exemption": "Exemption"}
STATES = {"pending": "Pending", "confirmed": "Confirmed", "refused": "Refused"}
SYNC_MARKS = {
    "": "",
    "unsent": "Saved here, not sent yet",
    "sent": "Sent, waiting for the answer",
    "conflict": "Needs attention",
}
FLAGS = {
    "same_file": "File of another member",
    "same_activity": "Claimed twice?",
    "overlapping_dates": "Dates overlap",
    "over_pathway": "Above the pathway's cap",
    "unusual_hours": "Unusual hours",
    "no_attachment": "No attachment",
    "late": "Filed late",
}
USER_TYPES = {
    "non_practising": "Non-practising member",
    "cpa": "Practising CPA",
    "province_staff": "Provincial institute",
    "national_staff": "National association",
}
SOURCES = {
    "online": "Online study",
    "input": "Input-based",
    "output": "Output-based",
    "exemption": "Exemption",
    "carried_over": "Carried over",
    "special": "Special grant",
}
DELIVERIES = {"recorded": "Recorded", "live": "Live"}
COURSE_STATES = {
    "open": "Open",
    "learning": "Learning",
    "watched": "To be finished",
    "to_rate": "To be rated",
    "counted": "Hours credited",
}
TOPICS = {
    "ethics": "Professional ethics",
    "audit": "Auditing",
    "accounting": "Accounting",
    "tax": "Taxation",
    "management": "Management",
    "information": "Information technology",
    "law": "Law",
}
STEPS = {
    "filed": "filed",
    "edited": "edited",
    "confirmed": "confirmed",
    "refused": "refused",
    "revoked": "took the decision back",
    "entered": "entered and confirmed by the institute",
}
COMMANDS = {
    "application.file": "New application",
    "application.edit": "Edit of an application",
    "application.delete": "Deletion of an application",
    "application.confirm": "Confirmation",
    "application.refuse": "Refusal",
    "application.revoke": "Decision taken back",
    "application.enter": "Entry of training hours",
    "claim.take": "Taken to look at",
    "claim.drop": "Let go",
    "study.choose": "Choice of an institute",
    "study.rate": "Course rating",
    "study.progress": "Study progress",
    "study.note": "Note on a lesson",
    "study.finish": "Course finished",
}
PARTS = {
    "total": "Total",
    "input": "Input-based",
    "output": "Output-based",
    "ethics": "Professional ethics",
    "face_to_face": "Face to face, live included",
    "recorded": "Recorded online",
    "carry_over": "Carried over",
}
FIELDS = {
    "kind": "Kind",
    "year": "Year",
    "sponsor": "Organiser",
    "pathway": "Pathway",
    "condition": "Ground for exemption",
    "hours": "Hours",
    "ethics": "Professional ethics",
    "note": "Note",
    "attachments": "Attachments",
    "reason": "Reason",
    "rating": "Rating",
    "comment": "Comment",
    "institute_id": "National accounting institute",
    "user_type": "User type",
    "login": "User name",
    "password": "Password",
    "state": "State",
    "confirmed_hours": "Confirmed hours",
    "title": "Training",
    "held_on": "Day of the training",
    "member_id": "Member",
}
PATHWAYS = {
    "face_to_face": "Face-to-face course",
    "live": "Live webcast",
    "recorded": "Recorded webcast",
    "remote": "Distance learning (video on demand)",
    "in_house": "In-house training of the firm",
    "forum": "Forum or seminar",
    "other": "Other",
    "teaching": "Teaching or lecturing",
    "standards": "Drafting of standards",
    "inspection": "Practice inspection",
    "exam_work": "Setting, marking or examining",
    "research": "Research for the profession",
    "international_post": "International office",
    "degree": "Degree earned beside work",
    "book": "Professional book",
    "paper": "Professional paper",
    "exam": "Professional examination",
    "abroad": "Abroad for half a year or longer",
    "maternity": "Maternity leave",
    "illness": "Unable to work for half a year or longer",
    "joined_late": "Joined after 1 July",
    "local_other": "Other ground that the institute accepts",
}
"""Pathways and grounds for exemption. Their Chinese names are data of the rule files; a code that is not here keeps
that name."""
