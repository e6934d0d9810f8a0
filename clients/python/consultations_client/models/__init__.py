"""Contains all the data models used in inputs/outputs"""

from .appeal_access import AppealAccess
from .appeal_case_out import AppealCaseOut
from .appeal_case_out_about import AppealCaseOutAbout
from .appeal_decision_in import AppealDecisionIn
from .appeal_decision_in_outcome import AppealDecisionInOutcome
from .appeal_in import AppealIn
from .appeal_out import AppealOut
from .appeal_out_about import AppealOutAbout
from .appeal_rule import AppealRule
from .appeal_state import AppealState
from .appealed_comment_out import AppealedCommentOut
from .appeals_out import AppealsOut
from .author_history_out import AuthorHistoryOut
from .author_sanction_out import AuthorSanctionOut
from .call_out import CallOut
from .call_out_placement import CallOutPlacement
from .channel import Channel
from .claim_out import ClaimOut
from .claim_state_out import ClaimStateOut
from .comment_in import CommentIn
from .comment_out import CommentOut
from .comment_out_state import CommentOutState
from .comment_sanctions_out import CommentSanctionsOut
from .comment_viewer import CommentViewer
from .commenting import Commenting
from .commenting_out import CommentingOut
from .commenting_out_state import CommentingOutState
from .consultation_brief import ConsultationBrief
from .consultation_brief_status import ConsultationBriefStatus
from .consultation_order import ConsultationOrder
from .consultation_out import ConsultationOut
from .consultation_out_status import ConsultationOutStatus
from .consultation_window_out import ConsultationWindowOut
from .consultations_out import ConsultationsOut
from .contact_out import ContactOut
from .contribution_out import ContributionOut
from .contributions_out import ContributionsOut
from .counts_out import CountsOut
from .decisions_of_day_out import DecisionsOfDayOut
from .deletion_in import DeletionIn
from .deletion_out import DeletionOut
from .delivery import Delivery
from .desk_out import DeskOut
from .desk_out_standing import DeskOutStanding
from .desk_out_urgency_type_0 import DeskOutUrgencyType0
from .discussion_brief import DiscussionBrief
from .discussion_card_out import DiscussionCardOut
from .discussion_card_out_state import DiscussionCardOutState
from .discussion_out import DiscussionOut
from .discussion_viewer import DiscussionViewer
from .discussions_out import DiscussionsOut
from .document_block_out import DocumentBlockOut
from .document_out import DocumentOut
from .event_out import EventOut
from .event_out_placement import EventOutPlacement
from .first_decision_out import FirstDecisionOut
from .follow_out import FollowOut
from .following_out import FollowingOut
from .follows_out import FollowsOut
from .get_moderation_figures_days import GetModerationFiguresDays
from .get_own_data_response import GetOwnDataResponse
from .guidance_block_out import GuidanceBlockOut
from .guidance_out import GuidanceOut
from .held_out import HeldOut
from .help_contact_out import HelpContactOut
from .in_reply_to import InReplyTo
from .index_out import IndexOut
from .lift_in import LiftIn
from .likes_out import LikesOut
from .list_consultations_consultation_order import ListConsultationsConsultationOrder
from .list_moderated_appeals_about_type_0 import ListModeratedAppealsAboutType0
from .list_moderated_appeals_state_type_0 import ListModeratedAppealsStateType0
from .list_moderated_comments_state_type_0 import ListModeratedCommentsStateType0
from .list_moderated_comments_state_type_1 import ListModeratedCommentsStateType1
from .list_queue_urgency_type_0 import ListQueueUrgencyType0
from .list_threads_order import ListThreadsOrder
from .logged_decision_out import LoggedDecisionOut
from .made_decision_out import MadeDecisionOut
from .mark_in import MarkIn
from .me_links import MeLinks
from .me_out import MeOut
from .milestone_out import MilestoneOut
from .milestone_out_placement import MilestoneOutPlacement
from .moderated_appeal_in_full_out import ModeratedAppealInFullOut
from .moderated_appeal_in_full_out_about import ModeratedAppealInFullOutAbout
from .moderated_appeal_in_full_out_state import ModeratedAppealInFullOutState
from .moderated_appeal_out import ModeratedAppealOut
from .moderated_appeal_row_out import ModeratedAppealRowOut
from .moderated_appeal_row_out_about import ModeratedAppealRowOutAbout
from .moderated_appeal_row_out_state import ModeratedAppealRowOutState
from .moderated_appeals_out import ModeratedAppealsOut
from .moderated_comment_out import ModeratedCommentOut
from .moderated_comment_out_state import ModeratedCommentOutState
from .moderated_comments_out import ModeratedCommentsOut
from .moderated_discussion import ModeratedDiscussion
from .moderated_report_out import ModeratedReportOut
from .moderated_report_out_kind import ModeratedReportOutKind
from .moderated_row_out import ModeratedRowOut
from .moderated_row_out_state import ModeratedRowOutState
from .moderation_action import ModerationAction
from .moderation_decision_in import ModerationDecisionIn
from .moderation_figures_out import ModerationFiguresOut
from .moderation_out import ModerationOut
from .moderation_out_mode import ModerationOutMode
from .moderator_figures_out import ModeratorFiguresOut
from .notice_kind import NoticeKind
from .notice_link import NoticeLink
from .notice_out import NoticeOut
from .notice_settings_in import NoticeSettingsIn
from .notice_settings_out import NoticeSettingsOut
from .notices_out import NoticesOut
from .notices_read_in import NoticesReadIn
from .offer_out import OfferOut
from .official_mark_in import OfficialMarkIn
from .official_reply_in import OfficialReplyIn
from .official_reply_out import OfficialReplyOut
from .offline_response_change import OfflineResponseChange
from .offline_response_in import OfflineResponseIn
from .offline_response_out import OfflineResponseOut
from .offline_responses_out import OfflineResponsesOut
from .order import Order
from .organisation_out import OrganisationOut
from .out_of_hours_contact_out import OutOfHoursContactOut
from .outcomes_out import OutcomesOut
from .own_event import OwnEvent
from .own_report_out import OwnReportOut
from .own_reports_out import OwnReportsOut
from .own_sanction_out import OwnSanctionOut
from .own_sanctions_out import OwnSanctionsOut
from .page_link_out import PageLinkOut
from .passage import Passage
from .picture_block_out import PictureBlockOut
from .picture_out import PictureOut
from .place_out import PlaceOut
from .policy_contact_out import PolicyContactOut
from .policy_in_force_out import PolicyInForceOut
from .policy_out import PolicyOut
from .problem import Problem
from .problem_current_type_0 import ProblemCurrentType0
from .problem_field import ProblemField
from .profile_in import ProfileIn
from .profile_out import ProfileOut
from .prompt_block_out import PromptBlockOut
from .prompt_out import PromptOut
from .publication_out import PublicationOut
from .publication_out_placement import PublicationOutPlacement
from .question_out import QuestionOut
from .queue_out import QueueOut
from .queue_row_out import QueueRowOut
from .queue_row_out_standing import QueueRowOutStanding
from .queue_row_out_state import QueueRowOutState
from .queue_row_out_urgency import QueueRowOutUrgency
from .quote_block_out import QuoteBlockOut
from .quote_out import QuoteOut
from .reason_out import ReasonOut
from .rendition_out import RenditionOut
from .replies_out import RepliesOut
from .report_in import ReportIn
from .report_kind import ReportKind
from .report_made_out import ReportMadeOut
from .report_out import ReportOut
from .report_state import ReportState
from .resolution_in import ResolutionIn
from .route_out import RouteOut
from .rule_count_out import RuleCountOut
from .rule_out import RuleOut
from .sanction_in import SanctionIn
from .sanction_in_full_out import SanctionInFullOut
from .sanction_kind import SanctionKind
from .sanction_out import SanctionOut
from .sanction_rule_out import SanctionRuleOut
from .sanctions_out import SanctionsOut
from .size_out import SizeOut
from .sizes_out import SizesOut
from .stage_out import StageOut
from .stage_out_placement_type_0 import StageOutPlacementType0
from .state import State
from .state_count_out import StateCountOut
from .statistics_out import StatisticsOut
from .status import Status
from .status_words_out import StatusWordsOut
from .target_out import TargetOut
from .text_block_out import TextBlockOut
from .thread_line_out import ThreadLineOut
from .thread_out import ThreadOut
from .thread_out_state import ThreadOutState
from .threads_out import ThreadsOut
from .timeline_link_out import TimelineLinkOut
from .timeline_link_out_kind import TimelineLinkOutKind
from .timeline_out import TimelineOut
from .timeline_picture_out import TimelinePictureOut
from .times_figures_out import TimesFiguresOut
from .times_figures_out_urgency import TimesFiguresOutUrgency
from .topic_out import TopicOut
from .topic_ref import TopicRef
from .topics_out import TopicsOut
from .undo_in import UndoIn
from .unfollowed_out import UnfollowedOut
from .unread_out import UnreadOut
from .urgency_count_out import UrgencyCountOut
from .urgency_count_out_urgency import UrgencyCountOutUrgency
from .version_out import VersionOut
from .video_block_out import VideoBlockOut
from .video_out import VideoOut
from .waiting_edit_out import WaitingEditOut
from .waiting_figures_out import WaitingFiguresOut
from .waiting_figures_out_urgency import WaitingFiguresOutUrgency
from .waiting_out import WaitingOut
from .when_out import WhenOut
from .when_out_precision import WhenOutPrecision
from .window_out import WindowOut

__all__ = (
    "AppealAccess",
    "AppealCaseOut",
    "AppealCaseOutAbout",
    "AppealDecisionIn",
    "AppealDecisionInOutcome",
    "AppealIn",
    "AppealOut",
    "AppealOutAbout",
    "AppealRule",
    "AppealState",
    "AppealedCommentOut",
    "AppealsOut",
    "AuthorHistoryOut",
    "AuthorSanctionOut",
    "CallOut",
    "CallOutPlacement",
    "Channel",
    "ClaimOut",
    "ClaimStateOut",
    "CommentIn",
    "CommentOut",
    "CommentOutState",
    "CommentSanctionsOut",
    "CommentViewer",
    "Commenting",
    "CommentingOut",
    "CommentingOutState",
    "ConsultationBrief",
    "ConsultationBriefStatus",
    "ConsultationOrder",
    "ConsultationOut",
    "ConsultationOutStatus",
    "ConsultationWindowOut",
    "ConsultationsOut",
    "ContactOut",
    "ContributionOut",
    "ContributionsOut",
    "CountsOut",
    "DecisionsOfDayOut",
    "DeletionIn",
    "DeletionOut",
    "Delivery",
    "DeskOut",
    "DeskOutStanding",
    "DeskOutUrgencyType0",
    "DiscussionBrief",
    "DiscussionCardOut",
    "DiscussionCardOutState",
    "DiscussionOut",
    "DiscussionViewer",
    "DiscussionsOut",
    "DocumentBlockOut",
    "DocumentOut",
    "EventOut",
    "EventOutPlacement",
    "FirstDecisionOut",
    "FollowOut",
    "FollowingOut",
    "FollowsOut",
    "GetModerationFiguresDays",
    "GetOwnDataResponse",
    "GuidanceBlockOut",
    "GuidanceOut",
    "HeldOut",
    "HelpContactOut",
    "InReplyTo",
    "IndexOut",
    "LiftIn",
    "LikesOut",
    "ListConsultationsConsultationOrder",
    "ListModeratedAppealsAboutType0",
    "ListModeratedAppealsStateType0",
    "ListModeratedCommentsStateType0",
    "ListModeratedCommentsStateType1",
    "ListQueueUrgencyType0",
    "ListThreadsOrder",
    "LoggedDecisionOut",
    "MadeDecisionOut",
    "MarkIn",
    "MeLinks",
    "MeOut",
    "MilestoneOut",
    "MilestoneOutPlacement",
    "ModeratedAppealInFullOut",
    "ModeratedAppealInFullOutAbout",
    "ModeratedAppealInFullOutState",
    "ModeratedAppealOut",
    "ModeratedAppealRowOut",
    "ModeratedAppealRowOutAbout",
    "ModeratedAppealRowOutState",
    "ModeratedAppealsOut",
    "ModeratedCommentOut",
    "ModeratedCommentOutState",
    "ModeratedCommentsOut",
    "ModeratedDiscussion",
    "ModeratedReportOut",
    "ModeratedReportOutKind",
    "ModeratedRowOut",
    "ModeratedRowOutState",
    "ModerationAction",
    "ModerationDecisionIn",
    "ModerationFiguresOut",
    "ModerationOut",
    "ModerationOutMode",
    "ModeratorFiguresOut",
    "NoticeKind",
    "NoticeLink",
    "NoticeOut",
    "NoticeSettingsIn",
    "NoticeSettingsOut",
    "NoticesOut",
    "NoticesReadIn",
    "OfferOut",
    "OfficialMarkIn",
    "OfficialReplyIn",
    "OfficialReplyOut",
    "OfflineResponseChange",
    "OfflineResponseIn",
    "OfflineResponseOut",
    "OfflineResponsesOut",
    "Order",
    "OrganisationOut",
    "OutOfHoursContactOut",
    "OutcomesOut",
    "OwnEvent",
    "OwnReportOut",
    "OwnReportsOut",
    "OwnSanctionOut",
    "OwnSanctionsOut",
    "PageLinkOut",
    "Passage",
    "PictureBlockOut",
    "PictureOut",
    "PlaceOut",
    "PolicyContactOut",
    "PolicyInForceOut",
    "PolicyOut",
    "Problem",
    "ProblemCurrentType0",
    "ProblemField",
    "ProfileIn",
    "ProfileOut",
    "PromptBlockOut",
    "PromptOut",
    "PublicationOut",
    "PublicationOutPlacement",
    "QuestionOut",
    "QueueOut",
    "QueueRowOut",
    "QueueRowOutStanding",
    "QueueRowOutState",
    "QueueRowOutUrgency",
    "QuoteBlockOut",
    "QuoteOut",
    "ReasonOut",
    "RenditionOut",
    "RepliesOut",
    "ReportIn",
    "ReportKind",
    "ReportMadeOut",
    "ReportOut",
    "ReportState",
    "ResolutionIn",
    "RouteOut",
    "RuleCountOut",
    "RuleOut",
    "SanctionIn",
    "SanctionInFullOut",
    "SanctionKind",
    "SanctionOut",
    "SanctionRuleOut",
    "SanctionsOut",
    "SizeOut",
    "SizesOut",
    "StageOut",
    "StageOutPlacementType0",
    "State",
    "StateCountOut",
    "StatisticsOut",
    "Status",
    "StatusWordsOut",
    "TargetOut",
    "TextBlockOut",
    "ThreadLineOut",
    "ThreadOut",
    "ThreadOutState",
    "ThreadsOut",
    "TimelineLinkOut",
    "TimelineLinkOutKind",
    "TimelineOut",
    "TimelinePictureOut",
    "TimesFiguresOut",
    "TimesFiguresOutUrgency",
    "TopicOut",
    "TopicRef",
    "TopicsOut",
    "UndoIn",
    "UnfollowedOut",
    "UnreadOut",
    "UrgencyCountOut",
    "UrgencyCountOutUrgency",
    "VersionOut",
    "VideoBlockOut",
    "VideoOut",
    "WaitingEditOut",
    "WaitingFiguresOut",
    "WaitingFiguresOutUrgency",
    "WaitingOut",
    "WhenOut",
    "WhenOutPrecision",
    "WindowOut",
)
