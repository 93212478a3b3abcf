"""Who sees which list of the admin, and who may add to it."""

from tests.architecture.matrix.rows import (
    CONTEST_STAFF,
    DIRECTORY_EDITORS,
    DIRECTORY_READERS,
    NEWSROOM,
    ROOM_STAFF,
    TRAINING_OFFICERS,
    TRAINING_READERS,
    UNIT_STAFF,
    AdminRow,
)

SEARCH_STAFF = {"administrator", "editor", "publisher", "superuser"}
LINK_STAFF = {"administrator", "publisher", "superuser"}
NOTICE_STAFF = {"administrator", "secretary", "publisher", "superuser"}

ADMIN = {
    "portal.User": AdminRow(
        view={"administrator", "secretary", "superuser"}, add={"administrator", "superuser"}
    ),
    "portal.OutgoingMail": AdminRow(view={"administrator", "secretary", "superuser"}),
    "portal.MailTemplate": AdminRow(
        view={"administrator", "secretary", "superuser"},
        add={"administrator", "secretary", "superuser"},
    ),
    "portal.BackgroundJob": AdminRow(view={*TRAINING_OFFICERS, "secretary", "board"}),
    "portal.IssuedDocument": AdminRow(view={"administrator", "secretary", "board", "superuser"}),
    "portal.Subscriber": AdminRow(view={"administrator", "publisher", "superuser"}),
    "portal.SearchSynonym": AdminRow(view=SEARCH_STAFF, add=SEARCH_STAFF),
    "portal.PromotedAnswer": AdminRow(view=SEARCH_STAFF, add=SEARCH_STAFF),
    "portal.SiteNotice": AdminRow(view=NOTICE_STAFF, add=NOTICE_STAFF),
    "portal.OldAddress": AdminRow(view=LINK_STAFF, add=LINK_STAFF),
    "portal.MissedSearch": AdminRow(view=SEARCH_STAFF),
    "portal.Consent": AdminRow(view={"administrator", "secretary", "superuser"}),
    "contests.Contest": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.RuleSet": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.Question": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.Section": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.OfficialDecision": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.HistoricalFigure": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.Application": AdminRow(view=CONTEST_STAFF),
    "contests.Panel": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.Assignment": AdminRow(view=CONTEST_STAFF),
    "contests.ScoreSheet": AdminRow(view=CONTEST_STAFF),
    "contests.ConflictDeclaration": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.HintDismissal": AdminRow(view=CONTEST_STAFF),
    "contests.JudgeInvitation": AdminRow(view=CONTEST_STAFF),
    "contests.Round": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.Criterion": AdminRow(view=CONTEST_STAFF),
    "contests.RoundEntry": AdminRow(view=CONTEST_STAFF),
    "contests.RoundResult": AdminRow(view=CONTEST_STAFF),
    "contests.PaperSheet": AdminRow(view=CONTEST_STAFF),
    "contests.SiteVisit": AdminRow(view=CONTEST_STAFF),
    "contests.FollowUp": AdminRow(view=CONTEST_STAFF),
    "contests.Petition": AdminRow(view=CONTEST_STAFF),
    "contests.Participation": AdminRow(view=CONTEST_STAFF),
    "contests.Award": AdminRow(view=CONTEST_STAFF),
    "contests.PaperOffice": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.CouncilMeeting": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.PaperTemplate": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    "contests.MadePaper": AdminRow(view=CONTEST_STAFF),
    "contests.ReportedTotal": AdminRow(view=CONTEST_STAFF, add={"secretary", "superuser"}),
    **{
        f"ecosystem.{model}": AdminRow(view=DIRECTORY_READERS, add=DIRECTORY_EDITORS)
        for model in (
            "DocumentTopic",
            "Event",
            "Field",
            "Indicator",
            "Locality",
            "Milestone",
            "Organization",
            "Plan",
            "PolicyDocument",
            "RoadmapStep",
            "Startup",
            "SupportKind",
            "SupportOffer",
        )
    },
    **{
        f"ecosystem.{model}": AdminRow(view=DIRECTORY_EDITORS)
        for model in (
            "ActorImport",
            "BoardPost",
            "ConnectionRequest",
            "EventRegistration",
            "ProfileChange",
            "ProfileClaim",
        )
    },
    "ecosystem.Expert": AdminRow(view=DIRECTORY_EDITORS, add=DIRECTORY_EDITORS),
    **{
        f"ecosystem.{model}": AdminRow(view=ROOM_STAFF, add=ROOM_STAFF)
        for model in ("Booking", "Closure", "Room")
    },
    **{
        f"training.{model}": AdminRow(view=TRAINING_READERS, add=TRAINING_OFFICERS)
        for model in ("Audience", "Course", "CourseRun", "HistoricalAttendance")
    },
    "training.Person": AdminRow(view=TRAINING_OFFICERS),
    **{
        f"training.{model}": AdminRow(view=TRAINING_OFFICERS)
        for model in ("Registration", "RegistrationGroup")
    },
    "ecosystem.Service": AdminRow(view={*UNIT_STAFF, "secretary"}, add=UNIT_STAFF),
    "ecosystem.ServiceRequest": AdminRow(view=UNIT_STAFF),
    "news.Article": AdminRow(view=NEWSROOM, add=NEWSROOM),
    "news.ArticleRedirect": AdminRow(view=NEWSROOM),
    "news.ReaderQuestion": AdminRow(view=NEWSROOM),
    "news.Series": AdminRow(view=NEWSROOM, add=NEWSROOM),
    "news.MediaCoverage": AdminRow(view=NEWSROOM, add=NEWSROOM),
    "news.Banner": AdminRow(view=NEWSROOM, add=NEWSROOM),
    "news.Category": AdminRow(view=NEWSROOM, add=NEWSROOM),
    "news.Tag": AdminRow(view=NEWSROOM, add=NEWSROOM),
    "news.MediaImage": AdminRow(view=NEWSROOM, add=NEWSROOM),
}
